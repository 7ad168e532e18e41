import { z } from 'zod';
import { one, raw, sql, transaction, withShop, type ShopId } from '../../store/db.server';
import { integer } from '../number';
import { ORDERS, type Analyzed } from '../../store/schema/analyzed-tables';

/** Fewer orders mislead no plan for long. */
const FEW = 1_000;

/**
 * Gathers the planner's statistics of tables.
 * @param target how finely; the database's own when it is missing
 */
export async function analyze({ statement, byOwner }: Analyzed, target?: number): Promise<void> {
  await transaction(async (tx) => {
    if (target !== undefined)
      await tx.query(raw(`set local default_statistics_target = ${String(target)}`));
    const { isThere } = await one(
      tx,
      z.object({ isThere: z.boolean() }),
      sql`select ${raw(byOwner.isThere)} as "isThere"`,
    );
    await tx.query(raw(isThere ? byOwner.call : statement));
  });
}

const plansSchema = z.object({
  'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]),
});

/**
 * Gathers the statistics of orders where the planner expects less than half of a shop's orders. Autovacuum waits for a
 * tenth of all shops' orders, and until then the planner takes a shop that was just imported for one with a single
 * order: looking for each customer's first order it read all orders of the shop, and a book of a million orders had not
 * ended after ten minutes. PostgreSQL's counts of changed rows do not tell: they come up to seconds after a commit.
 */
export async function analyzeNewOrders(shop: ShopId): Promise<void> {
  const { there, expected } = await withShop(shop, async (tx) => {
    const { orders } = await one(
      tx,
      z.object({ orders: integer }),
      sql`select count(*)::int as orders from orders where shop_id = ${shop}`,
    );
    // a literal: a parameter would be planned for any shop
    const plans = await one(
      tx,
      plansSchema,
      sql`explain (format json) select from orders where shop_id = ${raw(String(shop))}`,
    );
    return { there: orders, expected: plans['QUERY PLAN'][0].Plan['Plan Rows'] };
  });
  if (there > FEW && expected * 2 < there) await analyze(ORDERS);
}
