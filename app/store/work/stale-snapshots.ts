import { sql, type ShopId, type Sql, type Tx } from '../db.server';

/**
 * A change makes kept snapshots stale, and a new count makes them fresh. Both hold this lock until they
 * commit, so that numbers read before a change are never kept as fresh, even where no row exists yet that
 * could be marked.
 */
export async function holdSnapshots(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtext('omega.snapshots'), ${shop}::int)`);
}

/**
 * Marks kept snapshots as stale, in the transaction that changes the rows they were counted from.
 * @param which which of the shop's, as a condition over `snapshots`
 */
export async function markStale(tx: Tx, shop: ShopId, which: Sql): Promise<void> {
  await holdSnapshots(tx, shop);
  await tx.query(sql`update snapshots set stale = true where shop_id = ${shop} and ${which}`);
}
