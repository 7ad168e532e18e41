import { z } from 'zod';
import { one, sql, type ShopId, type Sql, type Tx } from '../store/db.server';

/**
 * What a merge changed, told to those who count: some changed orders mark their customers and days,
 * before and after; many, and a first import, raise the shop's `facts_version`, and everything is
 * counted anew. Both commit with the merge.
 */
const MANY_ORDERS = 5_000;

/** Before the merge: to whom and to which day the staged orders belong as they are known. */
export async function rememberKnown(tx: Tx, shop: ShopId, staged: Sql): Promise<void> {
  await tx.query(sql`
    create temp table known_before on commit drop as
    select known.id, known.customer_id, known.processed_at from orders known
    join ${staged} staged on staged.id = known.id where known.shop_id = ${shop}`);
}

/** After the merge, in its transaction. Where nothing changed, nothing is told. */
export async function tellWhatChanged(tx: Tx, shop: ShopId, timezone: string): Promise<void> {
  // rows that this transaction wrote carry its number: nothing has to be noted row by row
  await tx.query(sql`
    create temp table changed_order on commit drop as
    select id, customer_id, processed_at from orders
    where shop_id = ${shop} and xmin = pg_current_xact_id()::xid`);
  const { orders, remembered } = await one(
    tx,
    z.object({ orders: z.number().int(), remembered: z.boolean() }),
    sql`
    select (select count(*) from changed_order)::int as orders,
      to_regclass('pg_temp.known_before') is not null as remembered`,
  );
  if (orders === 0) return;
  if (!remembered || orders > MANY_ORDERS) {
    await tx.query(sql`update shops set facts_version = facts_version + 1 where id = ${shop}`);
    await tx.query(sql`update snapshots set stale = true where shop_id = ${shop}`);
    return;
  }
  await tx.query(sql`
    create temp table touched on commit drop as
    select customer_id, (processed_at at time zone ${timezone})::date as day from changed_order
    union
    select known.customer_id, (known.processed_at at time zone ${timezone})::date
    from known_before known join changed_order using (id)`);
  await tx.query(sql`
    insert into dirty_customers select distinct ${shop}::int, customer_id from touched
    where customer_id is not null on conflict do nothing`);
  await tx.query(sql`
    insert into dirty_days select distinct ${shop}::int, day from touched on conflict do nothing`);
  await tx.query(sql`
    update snapshots set stale = true
    where shop_id = ${shop} and as_of > (select min(day) from touched)`);
}
