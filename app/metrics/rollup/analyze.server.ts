import { z } from 'zod';
import { one, raw, sql, transaction, withShop, type ShopId } from '../../store/db.server';
import { ORDERS, type Analyzed } from '../../store/schema/analyzed-tables';

/** Fewer new rows mislead no plan for long. */
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

/**
 * Gathers the statistics of orders where a tenth of a shop's orders, or more, came after the last time. Autovacuum waits
 * for a tenth of all shops' orders, and until then the planner takes a shop that was just imported for one with a single
 * order: looking for each customer's first order it read all orders of the shop, and a book of a million orders had not
 * ended after ten minutes.
 */
export async function analyzeNewOrders(shop: ShopId): Promise<void> {
  const { due } = await withShop(shop, (tx) =>
    one(
      tx,
      z.object({ due: z.boolean() }),
      sql`
      select n_mod_since_analyze > ${FEW}::int
        and n_mod_since_analyze * 10 > (select count(*) from orders where shop_id = ${shop}) as due
      from pg_stat_user_tables where relid = 'public.orders'::regclass`,
    ),
  );
  if (due) await analyze(ORDERS);
}
