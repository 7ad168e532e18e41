import { sql, type ShopId, type Tx } from '../../store/db.server';
import { erasedIds } from '../../store/secrets/erased-ids.server';

/**
 * Ids of what Shopify asked to erase. Every writer of facts checks them: it skips erased orders and erased
 * customers, and writes an erased customer's order without the customer.
 */
export { erasedIds, type ErasedIds } from '../../store/secrets/erased-ids.server';

/**
 * Deletes erased ids from the change notices and from stored deliveries, so that a late webhook leaves no
 * trace of them.
 * @returns the remaining notices
 */
export async function dropErased<Notice extends { id: string }>(
  tx: Tx,
  shop: ShopId,
  kind: 'order' | 'customer',
  notices: readonly Notice[],
): Promise<Notice[]> {
  const erased = await erasedIds(tx, shop);
  const gone = notices.filter(({ id }) => erased[kind](id)).map(({ id }) => id);
  if (gone.length === 0) return [...notices];
  await tx.query(sql`
    delete from reread_requests where shop_id = ${shop} and kind = ${kind} and id = any(${gone}::bigint[])`);
  await tx.query(sql`
    update deliveries set subject_ids = '{}' where shop_id = ${shop} and subject_ids && ${gone}::bigint[]`);
  return notices.filter(({ id }) => !gone.includes(id));
}
