import { z } from 'zod';
import { env } from '../../env.server';
import type { Slice } from '../../queue/slices.server';
import { rows, shopIdSchema, sql, transaction, withShop } from '../../store/db.server';
import type { ShopId, Tx } from '../../store/db.server';
import { eachShop } from '../../store/shops/each-shop.server';

/**
 * Does something for every installed shop of a slice, in a transaction of each: rows of two shops are never
 * seen together. Where it fails for one shop it is done for the others all the same.
 */
export async function everyShop(
  { from, to }: Slice,
  work: (tx: Tx, shop: { id: ShopId; timezone: string }) => Promise<void>,
): Promise<void> {
  const shops = await transaction((tx) =>
    rows(
      tx,
      z.object({ id: shopIdSchema, timezone: z.string() }),
      sql`select id, timezone from shops
          where id between ${from}::int and ${to}::int and uninstalled_at is null and timezone is not null and currency is not null order by id`,
    ),
  );
  await eachShop(shops, 'scheduled work was left out for a shop', (shop) =>
    withShop(shop.id, (tx) => work(tx, shop)),
  );
}

const HOUR_MS = 3_600_000;

/**
 * Milliseconds after the hour at which a shop's hourly work is due: the same every hour, and shops are
 * spread over it.
 */
export function itsMinute(shop: ShopId): number {
  // the golden ratio spreads consecutive numbers evenly
  return Math.floor(((shop * 0.618_033_988_749_895) % 1) * HOUR_MS);
}

/**
 * When a shop's work of a new day is due: every shop of a zone has its midnight at once, and few of them
 * are looked at. NIGHT_SPREAD_MINUTES says over how long it is spread; with the quarter of an hour until
 * midnight is noticed the last one is due before an hour is over.
 */
export function itsTimeAtNight(shop: ShopId): Date {
  const share = itsMinute(shop) / HOUR_MS;
  return new Date(Date.now() + Math.floor(share * env().NIGHT_SPREAD_MINUTES * 60_000));
}
