import { sql, type ShopId, type Tx } from '../../store/db.server';

/** Locks a shop's book, and the rows of `people` that come from it, until the transaction ends. */
export async function lockBook(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtext('book'), ${shop})`);
}
