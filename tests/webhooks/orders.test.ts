import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';
import type { LineRecord, OrderRecord } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { liveShop, type LiveShop } from './live-shop';

const on = await stage();
await on.work();

const tea = teaShop({ until: NOW, days: 90, customers: 200, daysBeforeShopify: 0 });
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000).toISOString();

let made = 0;
const another = () => ({ ...tea.shop, domain: `live-${++made}.myshopify.com`, id: made });

let shop: LiveShop;
beforeEach(async () => {
  shop = await liveShop(on, { ...tea, shop: another() });
});
const orders = () => on.shopify.orders(shop.domain);

/** A new order with the data of another one. */
function newOrder(like: OrderRecord, id = 9_000_000): OrderRecord {
  return {
    ...like,
    id,
    name: `#${id}`,
    createdAt: after(60),
    processedAt: after(60),
    updatedAt: after(60),
    lines: like.lines.map((line, at) => ({ ...line, id: id + at })),
  };
}

const counted = async () =>
  Number(
    (
      await on.db.query(
        `select numbers -> 'orders' -> 'counted' as counted from snapshots
         where shop_id = $1 order by as_of desc limit 1`,
        [await on.shopId(shop.domain)],
      )
    )[0]?.counted,
  );

describe('rows and numbers follow the shop by themselves:', () => {
  it('an order is placed', async () => {
    const before = await counted();
    orders().put(newOrder(shop.anOrder()));
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
    expect(await counted()).toBe(before + 1);
  });

  it('an order is edited: a line deleted, a quantity lowered, a discount changed', async () => {
    const order = shop.anOrder();
    const [first, , ...rest] = order.lines;
    if (first === undefined) throw new Error('no line');
    const before = await shop.revenue();
    const discount = { amount: '30', kind: 'code', name: 'TEA', targetType: 'LINE_ITEM' } as const;
    orders().put({
      ...order,
      updatedAt: after(60),
      edited: true,
      currentSubtotal: '100',
      lines: [{ ...first, quantity: 3, currentQuantity: 2, allocations: [discount] }, ...rest],
    });
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
    expect(await shop.revenue()).toBeLessThan(before);
  });

  it('an order is refunded, in part and then wholly', async () => {
    const order = shop.anOrder();
    const back = (line: LineRecord, kept: number) => ({ ...line, currentQuantity: kept });
    const partly: OrderRecord = {
      ...order,
      updatedAt: after(60),
      displayFinancialStatus: 'PARTIALLY_REFUNDED',
      currentSubtotal: '500',
      refundDiscrepancy: '-20',
      lines: order.lines.map((line, at) => back(line, at === 0 ? 0 : line.quantity)),
    };
    const before = await shop.revenue();
    orders().refund(partly);
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
    expect(await shop.revenue()).toBeLessThan(before);
    const count = await counted();
    orders().refund({
      ...partly,
      updatedAt: after(120),
      displayFinancialStatus: 'REFUNDED',
      currentSubtotal: '0',
      refundDiscrepancy: '0',
      lines: order.lines.map((line) => back(line, 0)),
    });
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
    expect(await counted()).toBe(count - 1);
  });

  it('an order is cancelled', async () => {
    const before = await counted();
    orders().cancel({ ...shop.anOrder(), updatedAt: after(60), cancelledAt: after(60) });
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
    expect(await counted()).toBe(before - 1);
  });

  it('an order is deleted', async () => {
    const before = await counted();
    orders().delete(shop.anOrder().id);
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
    expect(await counted()).toBe(before - 1);
  });

  it('an order has more lines than fit into a response, whatever their number', async () => {
    const like = shop.anOrder();
    const [line] = like.lines;
    if (line === undefined) throw new Error('no line');
    for (const [at, count] of [3, 4, 20, 21, 51, 200].entries()) {
      const id = 9_000_000 + at * 1_000;
      const lines = Array.from({ length: count }, (_, of) => ({ ...line, id: id + of }));
      orders().put({ ...newOrder(like, id), lines });
    }
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
  });
});

describe('webhooks in any order', () => {
  it('doubled, three at once, shuffled and a day late, leave the same rows', async () => {
    const order = shop.anOrder();
    const late = { kind: 'delay', milliseconds: 86_400_000 } as const;
    on.shopify.webhooks.failNext({ topic: 'orders/updated', fault: late });
    orders().put({ ...order, updatedAt: after(1), currentSubtotal: '400' });
    on.shopify.webhooks.failNext({ topic: 'orders/updated', fault: { kind: 'double' }, times: 3 });
    for (const at of [2, 3, 4])
      orders().put({ ...order, updatedAt: after(at), currentSubtotal: String(at * 100) });
    await on.until(async () => (await shop.differences()).length === 0);
    on.shopify.clock.advance(late.milliseconds);
    await shop.settled();
    expect(await shop.differences()).toEqual([]);
    const delivered = on.shopify.webhooks.deliveries.filter(
      ({ domain, topic }) => domain === shop.domain && topic === 'orders/updated',
    );
    expect(delivered.map(({ attempts, status }) => [attempts, status])).toEqual(
      expect.arrayContaining([
        [1, 200],
        [2, 200],
      ]),
    );
    const kept = `select 1 from deliveries where shop_id = $1 and topic = 'ORDERS_UPDATED'`;
    expect(await on.db.query(kept, [await on.shopId(shop.domain)])).toHaveLength(4);
  });

  it('leave a known newer state', async () => {
    const order = shop.anOrder();
    const id = await on.shopId(shop.domain);
    await on.db.query('update orders set updated_at = $1 where shop_id = $2 and id = $3', [
      after(3_600),
      id,
      order.id,
    ]);
    const lines = () =>
      on.db.query('select * from order_lines where shop_id = $1 and order_id = $2', [id, order.id]);
    const before = await lines();
    orders().put({
      ...order,
      updatedAt: after(60),
      currentSubtotal: '1',
      lines: order.lines.slice(1),
    });
    await shop.settled();
    expect(await lines()).toEqual(before);
    expect(
      await on.db.query(
        'select current_subtotal_shop_amount::float8 as left from orders where shop_id = $1 and id = $2',
        [id, order.id],
      ),
    ).toEqual([{ left: Number(order.currentSubtotal) }]);
  });

  it('write nothing and count no number without a change', async () => {
    const order = shop.anOrder();
    const id = await on.shopId(shop.domain);
    const state = () =>
      on.db.query(
        `select (select xmin::text from orders where shop_id = $1 and id = $2) as row,
           (select max(computed_at) from snapshots where shop_id = $1) as counted`,
        [id, order.id],
      );
    const before = await state();
    orders().put(order);
    await shop.settled();
    expect(await state()).toEqual(before);
    expect(await on.db.query('select 1 from reread_requests where shop_id = $1', [id])).toEqual([]);
  });
});

describe('a shop of which Shopify shows 60 days', () => {
  const LIMITED = SCOPES.filter((scope) => scope !== 'read_all_orders');

  it('keeps orders that are older now, and loses deleted ones', async () => {
    shop = await liveShop(on, { ...tea, shop: another() }, LIMITED);
    const id = await on.shopId(shop.domain);
    const all = tea.orders();
    const young = all.filter(({ createdAt }) => createdAt > '2026-09-01');
    const [stays, goes, lost] = young;
    if (!stays || !goes || !lost) throw new Error('no orders');
    const there = async () =>
      (
        await on.db.query(
          'select id::float8 as id from orders where shop_id = $1 and id = any($2) order by id',
          [id, [stays.id, goes.id, lost.id]],
        )
      ).map((row) => row.id);
    orders().delete(lost.id);
    await shop.settled();
    expect(await there()).toEqual([stays.id, goes.id].sort((a, b) => a - b));
    // 50 days later Shopify shows neither
    const { env } = await import('../../app/env.server');
    const fifty = 50 * 86_400_000;
    on.shopify.clock.advance(fifty);
    env().CLOCK_OFFSET_MS += fifty;
    onTestFinished(() => on.shopify.clock.advance(-fifty));
    await on.expireSessions();
    const [apartStays, apartGoes] = [990_001, 990_002];
    await on.db.query(
      `insert into orders_set_apart (shop_id, order_id, field, seen_at)
       select $1, id, 'database', now() from unnest($2::bigint[]) id`,
      [id, [apartStays, apartGoes]],
    );
    await on.db.query(
      `insert into reread_requests (shop_id, kind, id, requested_at, reported_deleted)
       select $1, 'order', id, now(), id = $3 from unnest($2::bigint[]) id`,
      [id, [apartStays, apartGoes], apartGoes],
    );
    on.shopify.webhooks.send(shop.domain, 'orders/updated', {
      id: stays.id,
      admin_graphql_api_id: `gid://shopify/Order/${stays.id}`,
      updated_at: after(60),
    });
    orders().delete(goes.id);
    await shop.settled();
    expect(await there()).toEqual([stays.id]);
    expect(
      await on.db.query(
        'select order_id::int as id from orders_set_apart where shop_id = $1 order by order_id',
        [id],
      ),
    ).toEqual([{ id: apartStays }]);
  });
});
