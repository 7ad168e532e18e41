import { z } from 'zod';
import { now } from '../../clock.server';
import { empty, one, raw, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { READ_COLUMNS, readAlike } from '../../store/sql/read-columns';
import { holdSnapshots, markStale } from '../../store/work/stale-snapshots';
import { adoptWaiting } from '../../store/survey/waiting-answers.server';
import { moveAnswersOfMerged } from './merged-customers.server';

/**
 * Marks what a merge changed for the next computation. Up to `MANY_ORDERS` changed orders mark their customers and
 * days, from before and after the change; more, and a first import, increase the shop's `facts_version`, and
 * everything is computed anew. The marks commit with the merge.
 */
const MANY_ORDERS = 5_000;

/** Copies the known state of the staged orders into `known_before`, before the merge. */
export async function rememberKnown(tx: Tx, shop: ShopId, staged: Sql): Promise<void> {
  await tx.query(sql`
    create temp table known_before on commit drop as
    select known.id, ${raw(READ_COLUMNS.map((column) => `known.${column}`).join(', '))} from orders known
    join ${staged} staged on staged.id = known.id where known.shop_id = ${shop}`);
}

/**
 * Marks what the merge in this transaction changed. Marks nothing where no column changed that a number
 * reads: an order with only a newer `updated_at` makes no day stale.
 * @param among the merged orders, as `and …`; all of the shop's by default
 * @returns whether anything changed
 */
export async function markChanges(
  tx: Tx,
  shop: ShopId,
  timezone: string,
  among: Sql = empty,
): Promise<boolean> {
  // xmin finds the rows that this transaction wrote, without a list of them
  const written = sql`from orders own where shop_id = ${shop} and xmin = pg_current_xact_id()::xid ${among}`;
  const { remembered, any } = await one(
    tx,
    z.object({ remembered: z.boolean(), any: z.boolean() }),
    sql`select to_regclass('pg_temp.known_before') is not null as remembered, exists (select ${written}) as any`,
  );
  if (!any) return false;
  // no state from before: everything is new
  if (!remembered) {
    await recomputeAll(tx, shop, sql`true`);
    await adoptWaiting(tx, shop, now());
    return true;
  }
  await tx.query(sql`
    create temp table changed_order on commit drop as select id, customer_id, processed_at ${written}
      and not exists (select from known_before known where known.id = own.id and ${readAlike('known', 'own')})`);
  await tx.query(sql`
    create temp table touched on commit drop as
    select customer_id, (processed_at at time zone ${timezone})::date as day from changed_order
    union
    select known.customer_id, (known.processed_at at time zone ${timezone})::date
    from known_before known join changed_order using (id)`);
  const { orders } = await one(
    tx,
    z.object({ orders: z.number().int() }),
    sql`select count(*)::int as orders from changed_order`,
  );
  if (orders > MANY_ORDERS) await recomputeAll(tx, shop, AFTER_TOUCHED);
  else if (orders > 0) await markTouched(tx, shop);
  if (orders > 0) await moveAnswersOfMerged(tx, shop, MERGED(shop));
  await tx.query(sql`drop table touched`);
  // under the snapshot lock: a message about one of these orders has seen it, or waits to be adopted
  await holdSnapshots(tx, shop);
  const { proved } = await adoptWaiting(tx, shop, now());
  return orders > 0 || proved > 0;
}

/**
 * Customers that lost all their orders to another one: Shopify merged them. Without a scope for merges
 * it reports them in no other way.
 */
const MERGED = (shop: ShopId): Sql => sql`
  select known.customer_id::text as gone, min(changed.customer_id)::text as kept
  from known_before known join changed_order changed using (id)
  where known.customer_id <> changed.customer_id
    and not exists (select from orders where shop_id = ${shop} and customer_id = known.customer_id)
  group by known.customer_id`;

/** Kept snapshots that include a day on which something changed. */
const AFTER_TOUCHED = sql`as_of > (select min(day) from touched)`;

async function recomputeAll(tx: Tx, shop: ShopId, stale: Sql): Promise<void> {
  await tx.query(sql`update shops set facts_version = facts_version + 1 where id = ${shop}`);
  await markStale(tx, shop, stale);
}

/**
 * Deletes orders with their lines, and marks their customers and days. Unknown orders are ignored.
 * @param which the orders, as `and …`
 * @returns whether any was deleted
 */
export async function deleteOrders(
  tx: Tx,
  shop: ShopId,
  timezone: string,
  which: Sql,
): Promise<boolean> {
  await tx.query(sql`
    create temp table touched on commit drop as
    select id, customer_id, (processed_at at time zone ${timezone})::date as day
    from orders where shop_id = ${shop} ${which}`);
  const these = sql`shop_id = ${shop} and order_id in (select id from touched)`;
  await tx.query(sql`delete from order_lines where ${these}`);
  const { rowCount } = await tx.query(
    sql`delete from orders where shop_id = ${shop} and id in (select id from touched)`,
  );
  await markTouched(tx, shop);
  await tx.query(sql`drop table touched`);
  return (rowCount ?? 0) > 0;
}

/**
 * Marks customers and days in `touched` dirty, and kept snapshots of later days stale. Each mark is its own
 * row: with `on conflict do nothing` it would be lost together with a mark that a running book takes away.
 */
async function markTouched(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query(sql`
    insert into dirty_customers (shop_id, customer_id)
    select distinct ${shop}::int, customer_id from touched where customer_id is not null`);
  await tx.query(sql`
    insert into dirty_days (shop_id, day) select distinct ${shop}::int, day from touched`);
  await markStale(tx, shop, AFTER_TOUCHED);
}
