import { z } from 'zod';
import { log } from '../../log.server';
import { rows, shopIdSchema, sql, transaction, type ShopId } from '../db.server';

/** The shops from one id to another, both included, installed or not. */
export async function shopsOf({
  from,
  to,
}: {
  from: number;
  to: number;
}): Promise<{ id: ShopId }[]> {
  return await transaction((tx) =>
    rows(
      tx,
      z.object({ id: shopIdSchema }),
      sql`select id from shops where id between ${from}::int and ${to}::int order by id`,
    ),
  );
}

/**
 * Runs `work` for each shop, one after the other. A failure of one shop does not stop the others.
 * @param said the log line for a shop that fails
 * @throws the last failure, after all shops
 */
export async function eachShop<Shop extends { id: ShopId }>(
  shops: readonly Shop[],
  said: string,
  work: (shop: Shop) => Promise<void>,
): Promise<void> {
  let failure: unknown;
  for (const shop of shops) {
    try {
      await work(shop);
    } catch (error) {
      failure = error;
      log.error({ shop: shop.id, error: error instanceof Error ? error.name : 'unknown' }, said);
    }
  }
  if (failure !== undefined) throw failure;
}
