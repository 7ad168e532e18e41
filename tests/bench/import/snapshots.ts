import { z } from 'zod';
import { mustBe, until, type BenchDatabase } from '../support/bench-database';
import type { BenchWorker } from '../support/bench-worker';
import type { PreparedShop } from './prepared-shop';
import { ask, refuseFailures } from '../support/queue';

const CUSTOMERS_CHANGED = 100;

const numbersSchema = z.object({
  at: z.date(),
  customers: z.number(),
  orders: z.number(),
  revenue: z.number(),
});
type Numbers = z.output<typeof numbersSchema>;

/** Waits for the shop's current snapshot that the worker stores after `before`, and checks its counts. */
export async function awaitSnapshot(
  db: BenchDatabase,
  worker: BenchWorker,
  prepared: PreparedShop,
  shopId: number,
  before: Date | null,
): Promise<Numbers> {
  const found = await until(worker, async () => {
    await refuseFailures(db);
    return await db.find(
      numbersSchema,
      `select computed_at as at, (numbers->>'customers')::int as customers,
         (numbers->'orders'->>'counted')::int as orders, (numbers->>'revenue')::float8 as revenue
       from snapshots where shop_id = $1 and computed_at > $2
         and as_of = (select max(as_of) from snapshots where shop_id = $1)`,
      [shopId, before ?? new Date(0)],
    );
  });
  mustBe('number of counted orders', found.orders, prepared.counts.orders);
  mustBe('number of customers with orders', found.customers, prepared.counts.customers);
  return found;
}

/** Changes the orders of 100 customers, and times the following snapshot in seconds. */
export async function timeAfterChange(
  db: BenchDatabase,
  worker: BenchWorker,
  prepared: PreparedShop,
  shopId: number,
  before: Numbers,
): Promise<number> {
  const changed = await refund(db, prepared, shopId);
  // the bench times the computation, not the pause between two refreshes of a shop
  await db.run(`update snapshot_refreshes set next_at = '-infinity' where shop_id = $1`, [shopId]);
  await db.run('checkpoint');
  const from = performance.now();
  await ask(db, 'snapshot.refresh', shopId);
  const after = await awaitSnapshot(db, worker, prepared, shopId, before.at);
  const seconds = (performance.now() - from) / 1000;
  mustBe('refunded revenue', Math.round(before.revenue - after.revenue), changed);
  return seconds;
}

/**
 * Refunds one yen on every order of customers from the shop's whole history, and marks them dirty as
 * the app does.
 * @returns the number of orders
 */
async function refund(
  db: BenchDatabase,
  { shop, counts }: PreparedShop,
  shopId: number,
): Promise<number> {
  const step = Math.max(1, Math.floor(counts.customers / CUSTOMERS_CHANGED));
  const { changed } = await db.one(
    z.object({ changed: z.number() }),
    `with chosen as (
       select id from (select id, row_number() over (order by id) as place from customers where shop_id = $1) every
       where place % $2 = 0 order by id limit $3
     ), changed as (
       update orders set current_subtotal_shop_amount = current_subtotal_shop_amount - 1,
         updated_at = updated_at + interval '1 second'
       where shop_id = $1 and customer_id in (select id from chosen)
       returning customer_id, (processed_at at time zone $4)::date as day
     ), customers_marked as (
       insert into dirty_customers (shop_id, customer_id) select distinct $1::int, customer_id from changed
     ), days_marked as (
       insert into dirty_days (shop_id, day) select distinct $1::int, day from changed
     )
     select count(*)::int as changed from changed`,
    [shopId, step, CUSTOMERS_CHANGED, shop.ianaTimezone],
  );
  return changed;
}
