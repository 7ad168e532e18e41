import { z } from 'zod';
import { env } from '../../env.server';
import type { Slice } from '../../queue/slices.server';
import { rows, shopIdSchema, sql, transaction, withShop } from '../../store/db.server';
import type { ShopId, Tx } from '../../store/db.server';
import { eachShop } from '../../store/shops/each-shop.server';

/**
 * Calls `work` for every installed shop of a slice, each in a transaction of its own: row-level security
 * shows one shop's rows at a time. A failure for one shop is logged and does not stop the others.
 */
export async function forEachInstalledShop(
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
  await eachShop(shops, 'scheduled work failed for a shop', (shop) =>
    withShop(shop.id, (tx) => work(tx, shop)),
  );
}

const HOUR_MS = 3_600_000;

/** Milliseconds after the full hour of a shop's hourly work: constant for a shop, spread over all shops. */
export function hourlyDelayMs(shop: ShopId): number {
  // the golden ratio spreads consecutive numbers evenly
  return Math.floor(((shop * 0.618_033_988_749_895) % 1) * HOUR_MS);
}

/**
 * When a shop's nightly work is due. All shops of a zone have midnight together and few of their pages are
 * open, so the work is spread over NIGHT_SPREAD_MINUTES. Midnight is noticed within a quarter of an hour, so
 * the last shop is due within an hour.
 */
export function nightRunAt(shop: ShopId): Date {
  const share = hourlyDelayMs(shop) / HOUR_MS;
  return new Date(Date.now() + Math.floor(share * env().NIGHT_SPREAD_MINUTES * 60_000));
}
