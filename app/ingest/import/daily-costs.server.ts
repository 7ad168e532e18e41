import { sql, type ShopId, type Tx } from '../../store/db.server';
import { holdFacts } from '../../store/work/facts-lock';
import { mergeCosts } from '../merge/merge.server';

/**
 * Writes today's unit costs from the connection's table `audited_costs`. Shopify keeps no history of costs, and an
 * order's lines keep the cost known when they are first seen.
 * @returns 0: costs need no re-read
 */
export async function takeCosts(tx: Tx, shop: ShopId): Promise<number> {
  await holdFacts(tx, shop);
  // Shopify may write a variant twice where it changes meanwhile: the later line wins
  await tx.query(sql`
    delete from audited_costs one using audited_costs later
    where later.variant_id = one.variant_id and later.ctid > one.ctid`);
  await mergeCosts(tx, shop, sql`audited_costs`);
  return 0;
}
