import { beforeAll, beforeEach, expect, it } from 'vitest';
import { NOW, stage } from '../support/shops/import-stage';
import type { OrderRecord } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';

const on = await stage();
await on.work();

const world = teaShop({ until: NOW, days: 120, customers: 80, daysBeforeShopify: 0 });
const { domain } = world.shop;
let shop: number;
let second = 0;
const later = () => new Date(NOW.getTime() + ++second * 60_000).toISOString();

/** Kept days, without the current one, that are stale or have been counted again since. */
const again = async (): Promise<unknown[]> =>
  (
    await on.db.query(
      `select as_of::text from snapshots where shop_id = $1 and as_of <= current_date and stale
       union select as_of::text from snapshots join counted using (as_of)
         where shop_id = $1 and snapshots.computed_at > counted.computed_at and as_of < $2 order by 1`,
      [shop, NOW.toISOString().slice(0, 10)],
    )
  ).map(({ as_of }) => as_of);

const after = async (day: string): Promise<unknown[]> =>
  (
    await on.db.query(
      `select as_of::text from counted where as_of > $1 and as_of < $2 order by 1`,
      [day, NOW.toISOString().slice(0, 10)],
    )
  ).map(({ as_of }) => as_of);

/** The shop's day of an order. */
const dayOf = async (id: number): Promise<string> => {
  const [row] = await on.db.query(
    `select (processed_at at time zone 'Asia/Tokyo')::date::text as day from orders where shop_id = $1 and id = $2`,
    [shop, id],
  );
  return String(row?.day);
};

/** A customer's order in the middle of the shop's history. */
function middle(): OrderRecord {
  const own = [...world.orders()].filter(
    ({ customerId, processedAt, displayFinancialStatus }) =>
      customerId !== null && processedAt > '2026-08-05' && displayFinancialStatus === 'PAID',
  );
  const [order] = own;
  if (order === undefined) throw new Error('no such order');
  return order;
}

beforeAll(async () => {
  await on.install(world);
  await on.imported(domain);
  shop = await on.shopId(domain);
});

beforeEach(async () => {
  await on.db.query('drop table if exists counted');
  await on.db.query('update snapshots set stale = false');
  await on.db.query(
    `create table counted as select as_of, computed_at from snapshots where shop_id = ${shop}`,
  );
});

it('an order with a new time of change alone makes no day stale', async () => {
  const order = middle();
  const at = later();
  on.shopify.orders(domain).put({ ...order, updatedAt: at });
  await on.shopify.webhooks.settled();
  await on.imported(domain, { history: false });
  const [row] = await on.db.query('select updated_at from orders where shop_id = $1 and id = $2', [
    shop,
    order.id,
  ]);
  expect((row?.updated_at as Date).toISOString()).toBe(new Date(at).toISOString());
  expect(await after('1900-01-01')).not.toEqual([]);
  expect(await again()).toEqual([]);
});

it('a changed order makes the days after its own stale, and none before', async () => {
  const order = middle();
  const expected = await after(await dayOf(order.id));
  on.shopify.orders(domain).put({ ...order, updatedAt: later(), currentSubtotal: '1' });
  await on.shopify.webhooks.settled();
  await on.imported(domain, { history: false });
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan((await after('1900-01-01')).length);
  expect(await again()).toEqual(expected);
});

it('an erasure makes the days after the first order of that customer stale, and none before', async () => {
  const { customerId } = middle();
  const [first] = await on.db.query(
    `select min(processed_at at time zone 'Asia/Tokyo')::date::text as day from orders where shop_id = $1 and customer_id = $2`,
    [shop, customerId],
  );
  const expected = await after(String(first?.day));
  const { enqueue } = await import('../../app/queue/enqueue.server');
  const [request] = await on.db.query(
    `insert into privacy_requests (shop_id, kind, webhook_id, customer_id, order_ids, state, received_at, due_at)
     values ($1, 'customerRedact', 'b', $2, '{}', 'waiting', now(), now()) returning id`,
    [shop, customerId],
  );
  await enqueue(null, 'privacy.customerRedact', { shopId: shop, requestId: Number(request?.id) });
  await on.imported(domain, { history: false });
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan((await after('1900-01-01')).length);
  expect(await again()).toEqual(expected);
});
