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
 * Does something for each of some shops, one after the other. Where it fails for one shop it is done for the
 * others all the same.
 * @param said what the log says of a shop for which it failed
 * @throws the last failure, after all of them
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
