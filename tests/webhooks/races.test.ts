import { afterEach, beforeEach, expect, it } from 'vitest';
import type pg from 'pg';
import { NOW, stage } from '../support/shops/import-stage';
import type { OrderRecord } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import type { ShopId } from '../../app/store/db.server';
import { liveShop, type LiveShop } from './live-shop';
import { awaited, AWAITED_BY_NAME } from '../support/awaited';
import { eventually } from '../support/eventually';

const on = await stage();
const tea = teaShop({ until: NOW, days: 40, customers: 60, daysBeforeShopify: 0 });

let made = 0;
let shop: LiveShop;
let id: ShopId;
let aside: pg.PoolClient;
beforeEach(async () => {
  const worker = await on.work();
  const domain = `race-${++made}.myshopify.com`;
  shop = await liveShop(on, { ...tea, shop: { ...tea.shop, domain, id: made } });
  id = await on.shopId(domain);
  await worker.stop();
  aside = await on.db.pool.connect();
});
afterEach(() => aside.release());

/** Orders with a later change keep their change notices, for another re-read. */
const WAITING = 'select 1 from reread_requests where read_at is null';

/** A changed order without a webhook. */
function changed(order: OrderRecord, subtotal: string): OrderRecord {
  on.shopify.webhooks.failNext({ topic: 'orders/updated', fault: { kind: 'lose' } });
  const next = { ...order, updatedAt: '2026-10-15T04:00:00Z', currentSubtotal: subtotal };
  on.shopify.orders(shop.domain).put(next);
  return next;
}

const receive = (webhookId: string, order: OrderRecord) => ({
  text: `select receive_change($1, $2, null, 'ORDERS_UPDATED', null, now(), 'order', array[$3::bigint], false,
    'orders.reread', 25)`,
  values: [shop.domain, webhookId, order.id],
});

const seen = async (statement: string) =>
  await eventually(async () => expect((await on.db.query(statement)).length).toBeGreaterThan(0));

it('a job re-reads a change notice whose door saw the job queued and commits late', async () => {
  const first = changed(shop.anOrder(), '100');
  const second = changed(shop.anOrder(first), '200');
  await on.db.pool.query(receive('one', first));
  await aside.query('begin');
  await aside.query(receive('two', second));
  await on.work();
  await seen(`select 1 from graphile_worker._private_jobs where locked_at is not null`);
  await seen(AWAITED_BY_NAME);
  await aside.query('commit');
  await shop.settled();
  expect(await shop.differences()).toEqual([]);
  expect(await on.db.query(WAITING)).toEqual([]);
});

it('a re-read does not block a worker while an import writes the shop’s facts', async () => {
  const order = changed(shop.anOrder(), '300');
  await aside.query(`select pg_advisory_lock(hashtext('omega.facts'), $1)`, [id]);
  await on.db.pool.query(receive('three', order));
  await on.work();
  // it was attempted, and is retried later
  await seen(`select 1 from graphile_worker._private_jobs
    where key = 'orders.reread:${id}' and locked_at is null and run_at > now()`);
  expect(await on.db.query('select 1 from reread_requests where shop_id = $1', [id])).toHaveLength(
    1,
  );
  await aside.query(`select pg_advisory_unlock(hashtext('omega.facts'), $1)`, [id]);
  await shop.settled();
  expect(await shop.differences()).toEqual([]);
});

it('a change notice during the re-read of its order causes another re-read', async () => {
  const order = changed(shop.anOrder(), '400');
  // the first read is not written until the order has changed again
  await aside.query('begin; lock table order_lines in share mode');
  await on.db.pool.query(receive('four', order));
  await on.work();
  await seen(awaited('order_lines'));
  changed(order, '500');
  await on.db.pool.query(receive('five', order));
  await aside.query('commit');
  await shop.settled();
  expect(await shop.differences()).toEqual([]);
});

it('an order re-read during an import is re-read again also after a failed one', async () => {
  const order = changed(shop.anOrder(), '600');
  await on.db.query(
    `insert into reread_requests (shop_id, kind, id, requested_at, read_at) values ($1, 'order', $2, now(), now())`,
    [id, order.id],
  );
  for (let part = 0; part < 3; part++) on.shopify.bulk.failNext({ kind: 'corrupt', line: 2 });
  await on.work();
  await on.importAgain(shop.domain);
  await on.failed(shop.domain);
  await on.until(async () => (await on.db.query(WAITING)).length === 0);
  expect(await shop.differences()).toEqual([]);
});
