import { sql, type ShopId, type Tx } from '../../store/db.server';
import { erasedIds } from '../../store/secrets/erased-ids.server';

/**
 * What Shopify had us erase: every writer of facts asks here first. An erased order is not written,
 * an erased customer neither, and an order of his is written without its customer.
 */
export { erasedIds, type ErasedIds } from '../../store/secrets/erased-ids.server';

/**
 * Takes what was erased out of what waits to be read again; a late webhook leaves its id nowhere.
 * @returns the pokes that remain
 */
export async function dropErased<Poke extends { id: string }>(
  tx: Tx,
  shop: ShopId,
  kind: 'order' | 'customer',
  pokes: readonly Poke[],
): Promise<Poke[]> {
  const erased = await erasedIds(tx, shop);
  const gone = pokes.filter(({ id }) => erased[kind](id)).map(({ id }) => id);
  if (gone.length === 0) return [...pokes];
  await tx.query(sql`
    delete from reread_requests where shop_id = ${shop} and kind = ${kind} and id = any(${gone}::bigint[])`);
  await tx.query(sql`
    update deliveries set subject_ids = '{}' where shop_id = ${shop} and subject_ids && ${gone}::bigint[]`);
  return pokes.filter(({ id }) => !gone.includes(id));
}
