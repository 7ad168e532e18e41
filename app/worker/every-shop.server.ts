import { z } from 'zod';
import { log } from '../log.server';
import { rows, shopIdSchema, sql, transaction, withShop } from '../store/db.server';
import type { ShopId, Tx } from '../store/db.server';

/**
 * Does something for every installed shop, in a transaction of each: rows of two shops are never seen
 * together. Where it fails for one shop it is done for the others all the same.
 */
export async function everyShop(
  work: (tx: Tx, shop: { id: ShopId; timezone: string }) => Promise<void>,
): Promise<void> {
  const shops = await transaction((tx) =>
    rows(
      tx,
      z.object({ id: shopIdSchema, timezone: z.string() }),
      sql`select id, timezone from shops
          where uninstalled_at is null and timezone is not null and currency is not null order by id`,
    ),
  );
  let failure: unknown;
  for (const shop of shops) {
    try {
      await withShop(shop.id, (tx) => work(tx, shop));
    } catch (error) {
      failure = error;
      log.error({ shop: shop.id, error: nameOf(error) }, 'scheduled work was left out for a shop');
    }
  }
  if (failure !== undefined) throw failure;
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');

/**
 * Milliseconds after the hour at which a shop's hourly work is due: the same every hour, and shops are
 * spread over it.
 */
export function itsMinute(shop: ShopId): number {
  const HOUR_MS = 3_600_000;
  // the golden ratio spreads consecutive numbers evenly
  return Math.floor(((shop * 0.618_033_988_749_895) % 1) * HOUR_MS);
}
