import { sql, type ShopId, type Sql, type Tx } from '../db.server';

/**
 * Kept snapshots become stale by what changes, and fresh by being counted. Both hold this lock until
 * they commit: numbers that were read before a change are never kept as if they knew it, also where
 * there is no row yet that a mark could stand in.
 */
export async function holdSnapshots(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtext('omega.snapshots'), ${shop}::int)`);
}

/**
 * Marks kept snapshots as stale, in the transaction that changes what they were counted from.
 * @param which which of the shop's, as a condition over `snapshots`
 */
export async function markStale(tx: Tx, shop: ShopId, which: Sql): Promise<void> {
  await holdSnapshots(tx, shop);
  await tx.query(sql`update snapshots set stale = true where shop_id = ${shop} and ${which}`);
}
