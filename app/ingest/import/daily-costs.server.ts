import { sql, type ShopId, type Tx } from '../../store/db.server';
import { holdFacts } from '../../store/work/facts-lock';
import { mergeCosts } from '../merge/merge.server';

/**
 * Unit costs as Shopify has them today, from the connection's `swept_costs`: Shopify keeps no history
 * of them, and an order's lines take the cost that is known when they are first seen.
 * @returns 0: nothing is poked
 */
export async function takeCosts(tx: Tx, shop: ShopId): Promise<number> {
  await holdFacts(tx, shop);
  // Shopify may write something twice where it changes meanwhile: the later line counts
  await tx.query(sql`
    delete from swept_costs one using swept_costs later
    where later.variant_id = one.variant_id and later.ctid > one.ctid`);
  await mergeCosts(tx, shop, sql`swept_costs`);
  return 0;
}
