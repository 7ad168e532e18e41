import { beforeEach, describe, expect, it } from 'vitest';
import { env } from '../../app/env.server';
import { enqueue } from '../../app/queue/enqueue.server';
import { shopIdSchema, withShop } from '../../app/store/db.server';
import type { OrderRecord, World } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { expectedFacts } from '../support/shops/expected-facts';
import { differences, factsOf } from '../support/shops/facts';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';
import { emptyQueue, queued } from '../support/queued';

const on = await stage();
await on.work();

const tea = teaShop({ until: NOW, days: 60, customers: 80, daysBeforeShopify: 0 });

let made = 0;
let world: World;
let domain: string;
let shop: number;

/** An imported shop whose webhooks are all lost from now on. */
beforeEach(async () => {
  domain = `deaf-${++made}.myshopify.com`;
  world = { ...tea, shop: { ...tea.shop, domain, id: made, planName: 'Unthrottled' } };
  env().CLOCK_OFFSET_MS = NOW.getTime() - Date.now();
  await on.install(world);
  await on.imported(domain, { history: false });
  shop = await on.shopId(domain);
  on.shopify.webhooks.failNext({ topic: '*', fault: { kind: 'lose' }, times: 1_000 });
});

const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000).toISOString();

function ordersOf(...places: number[]): OrderRecord[] {
  const all = [...tea.orders()].filter(({ customerId }) => customerId !== null);
  return places.map((place) => {
    const order = all[place];
    if (order === undefined) throw new Error('no such order');
    return order;
  });
}

async function reconciled(span: 'hour' | 'night' = 'hour'): Promise<void> {
  await enqueue(null, 'reconcile.changed', { shopId: shop, span });
  await on.imported(domain, { history: false });
}

async function runAudit(kind: 'ids' | 'costs' = 'ids'): Promise<void> {
  const { openAudit } = await import('../../app/ingest/reconcile/open-audit.server');
  const id = shopIdSchema.parse(shop);
  await withShop(id, (tx) => openAudit(tx, id, kind, { why: 'asked' }));
  await on.imported(domain, { history: false });
}

/** The differences between the app's rows and the shop's current state at the local Shopify. */
async function apart(changes: OrderRecord[], gone: OrderRecord[] = []): Promise<string[]> {
  const changed = new Map(changes.map((order) => [order.id, order]));
  const now = {
    ...world,
    orders: () => [
      ...[...tea.orders()]
        .filter(({ id }) => !gone.some((one) => one.id === id))
        .map((order) => changed.get(order.id) ?? order),
      ...changes.filter(({ id }) => ![...tea.orders()].some((order) => order.id === id)),
    ],
  };
  const expected = await expectedFacts(now);
  // orders and their lines; the tests change no fields of customers
  const { orders, lines } = await factsOf(on.db, shop);
  return differences(expected, { ...expected, orders, lines });
}

const edited = (order: OrderRecord, seconds: number): OrderRecord => ({
  ...order,
  updatedAt: later(seconds),
  currentSubtotal: '7',
});

const added = (order: OrderRecord, seconds: number): OrderRecord => ({
  ...order,
  id: order.id + 900_000,
  updatedAt: later(seconds),
  lines: order.lines.map((line) => ({ ...line, id: line.id + 900_000 })),
});

/** Whether the app knows that Shopify shows 60 days only. */
const limited = async () =>
  (
    await on.db.query('select history_starts_on is not null as limited from shops where id = $1', [
      shop,
    ])
  )[0]?.limited;

const audits = () =>
  on.db.query(
    'select kind, why, state, found, orders_apart from audits where shop_id = $1 order by id',
    [shop],
  );

describe('reconciliation', () => {
  it('re-reads the orders that Shopify reports as updated, and no other', async () => {
    const [one, other, third] = ordersOf(1, 5, 9) as [OrderRecord, OrderRecord, OrderRecord];
    const now = [edited(one, 30), added(other, 40), edited(third, 50)];
    for (const order of now) on.shopify.orders(domain).put(order);
    const before = await on.db.query('select xmin::text from orders where shop_id = $1', [shop]);
    await reconciled();
    expect(await apart(now)).toEqual([]);
    const after = await on.db.query('select xmin::text from orders where shop_id = $1', [shop]);
    const kept = after.filter(({ xmin }) => before.some((row) => row.xmin === xmin));
    expect(kept).toHaveLength(before.length - 2);
  });

  it('reads page by page if a page cannot hold all changes', async () => {
    const now = ordersOf(...Array.from({ length: 70 }, (_, place) => place)).flatMap(
      (order, place) => [
        edited(order, place % 7),
        added(order, place % 5),
        ...[1, 2].map((more) => ({
          ...added(order, 3),
          id: order.id + more * 1_000_000,
          lines: [],
        })),
      ],
    );
    for (const order of now) on.shopify.orders(domain).put(order);
    await reconciled();
    expect(await apart(now)).toEqual([]);
  });

  it('continues from its watermark, with a small overlap', async () => {
    const [one, other] = ordersOf(2, 3) as [OrderRecord, OrderRecord];
    on.shopify.orders(domain).put(edited(one, 60));
    await reconciled();
    const mark = async () =>
      (
        await on.db.query(
          `select watermark from update_checks where shop_id = $1 and kind = 'orders'`,
          [shop],
        )
      )[0]?.watermark;
    const first = await mark();
    // updated before the watermark, visible after it
    on.shopify.orders(domain).put(edited(other, 61));
    await reconciled();
    expect(await apart([edited(one, 60), edited(other, 61)])).toEqual([]);
    expect(Number(await mark())).toBeGreaterThan(Number(first));
  });

  /** Makes the app's rows of orders older than Shopify's. */
  const forgotten = (...orders: OrderRecord[]) =>
    on.db.query(
      `update orders set updated_at = '2020-01-01', current_subtotal_shop_amount = 0
       where shop_id = $1 and id = any($2)`,
      [shop, orders.map(({ id }) => id)],
    );
  const DAY_MS = 86_400_000;
  const updatedDaysAgo = (least: number): OrderRecord => {
    const order = [...tea.orders()].findLast(
      ({ updatedAt }) => NOW.getTime() - Date.parse(updatedAt) > least * DAY_MS,
    );
    if (order === undefined) throw new Error(`no order was last updated ${least} days ago`);
    return order;
  };

  it('checks all sixty days at night', async () => {
    const order = updatedDaysAgo(40);
    await forgotten(order);
    await reconciled('hour');
    expect(await apart([])).not.toEqual([]);
    await reconciled('night');
    expect(await apart([])).toEqual([]);
  });

  it('checks all of them after a clock that ran ahead, whose checks were of the future', async () => {
    const ahead = new Date(NOW.getTime() + 30 * DAY_MS);
    for (const span of ['hour', 'night'] as const) {
      await on.db.query(
        `insert into update_checks (shop_id, kind, span, watermark, started_at) values ($1, 'orders', $2, $3, $3)
         on conflict (shop_id, kind, span) do update set watermark = excluded.watermark`,
        [shop, span, ahead],
      );
      await forgotten(updatedDaysAgo(40));
      await reconciled(span);
      expect(await apart([])).toEqual([]);
    }
    const marks = await on.db.query(
      `select watermark < $2 as past from update_checks where shop_id = $1 and kind = 'orders'`,
      [shop, ahead],
    );
    expect(marks).toEqual([{ past: true }, { past: true }]);
  });

  it('resumes at night after a worker was killed', async () => {
    const [passed, ahead] = [updatedDaysAgo(40), updatedDaysAgo(20)];
    await forgotten(passed, ahead);
    await on.db.query(
      `insert into update_checks (shop_id, kind, span, watermark, started_at, reached)
       values ($1, 'orders', 'night', $2, $2, $3)`,
      [shop, NOW, new Date(Date.parse(ahead.updatedAt) - 1_000)],
    );
    await reconciled('night');
    const still = await on.db.query(
      `select id::float8 from orders where shop_id = $1 and updated_at = '2020-01-01'`,
      [shop],
    );
    expect(still).toEqual([{ id: passed.id }]);
    // and the next one starts from the beginning
    await reconciled('night');
    expect(await apart([])).toEqual([]);
  });

  it('re-reads once an order that was read in the second of its last change, without a change notice', async () => {
    const { requestOrderRereads } = await import('../../app/ingest/receive/reread-requests.server');
    const [order] = ordersOf(6) as [OrderRecord];
    const first = edited(order, 86_400);
    const second = { ...first, currentSubtotal: '5' };
    on.shopify.orders(domain).put(first);
    await withShop(shopIdSchema.parse(shop), (tx) =>
      requestOrderRereads(tx, shopIdSchema.parse(shop), [String(order.id)]),
    );
    await on.imported(domain, { history: false });
    expect(await apart([first])).toEqual([]);
    on.shopify.orders(domain).put(second);
    env().CLOCK_OFFSET_MS += 2 * DAY_MS;
    await reconciled();
    expect(await apart([second])).toEqual([]);
    expect(await on.db.query('select id from reread_requests where shop_id = $1', [shop])).toEqual(
      [],
    );
  });

  it('re-reads once an order changed during the import, whose file may have half of the change', async () => {
    const [order] = ordersOf(7) as [OrderRecord];
    const second = { ...order, currentSubtotal: '5' };
    await on.db.query(
      `update imports set started_at = $2::timestamptz - interval '1 minute', finished_at = $2::timestamptz + interval '1 minute'
       where shop_id = $1`,
      [shop, order.updatedAt],
    );
    on.shopify.orders(domain).put(second);
    await reconciled();
    expect(await apart([second])).toEqual([]);
  });

  it('enqueues a job for change notices without one', async () => {
    const [order] = ordersOf(8) as [OrderRecord];
    const now = edited(order, -3_600 * 24 * 30);
    on.shopify.orders(domain).put(now);
    await on.db.query(
      `insert into reread_requests (shop_id, kind, id, requested_at) values ($1, 'order', $2, now())`,
      [shop, order.id],
    );
    await forgotten(order);
    await reconciled();
    expect(await on.db.query('select id from reread_requests where shop_id = $1', [shop])).toEqual(
      [],
    );
    expect(await apart([now])).toEqual([]);
  });

  it('does nothing for an uninstalled shop', async () => {
    await on.db.query('update shops set uninstalled_at = now() where id = $1', [shop]);
    await enqueue(null, 'reconcile.changed', { shopId: shop, span: 'night' });
    await on.until(async () => (await queued(on.db)).length === 0);
    expect(await on.db.query('select * from update_checks where shop_id = $1', [shop])).toEqual([]);
    expect(await on.db.query('select * from failing_jobs')).toEqual([]);
  });
});

describe('an id audit', () => {
  it('finds deleted orders, orders without a webhook, and merged customers', async () => {
    const [gone, alsoGone, one] = ordersOf(3, 8, 20) as [OrderRecord, OrderRecord, OrderRecord];
    const lost = { ...added(one, 0), updatedAt: one.updatedAt };
    on.shopify.orders(domain).delete(gone.id);
    on.shopify.orders(domain).delete(alsoGone.id);
    on.shopify.orders(domain).put(lost);
    const [from, to] = [...tea.customers()].filter(({ numberOfOrders }) => numberOfOrders > 0);
    if (from === undefined || to === undefined) throw new Error('no customers');
    on.shopify.customers(domain).merge(from.id, to.id);
    await runAudit();
    const ids = await on.db.query(
      'select id::float8 from orders where shop_id = $1 and id = any($2) order by id',
      [shop, [gone.id, alsoGone.id, lost.id]],
    );
    expect(ids).toEqual([{ id: lost.id }]);
    const owners = await on.db.query(
      `select distinct customer_id::float8 as owner from orders where shop_id = $1 and customer_id in ($2, $3)`,
      [shop, from.id, to.id],
    );
    expect(owners).toEqual([{ owner: to.id }]);
    expect(
      await on.db.query('select 1 from customers where shop_id = $1 and id = $2', [shop, from.id]),
    ).toEqual([]);
    expect(await audits()).toMatchObject([{ kind: 'ids', state: 'done' }]);
    // and the next audit finds no difference
    await runAudit();
    expect((await audits())[1]).toMatchObject({ state: 'done', found: 0 });
  });

  it('begins by itself when Shopify’s count of orders differs from the app’s, once for one difference', async () => {
    const [gone] = ordersOf(4) as [OrderRecord];
    on.shopify.orders(domain).delete(gone.id);
    await reconciled();
    expect(await audits()).toMatchObject([{ why: 'apart', state: 'done', orders_apart: -1 }]);
    expect(await apart([], [gone])).toEqual([]);
    await reconciled();
    expect(await audits()).toHaveLength(1);
  });

  it('begins again when as many are deleted a second time', async () => {
    const [one, other] = ordersOf(4, 7) as [OrderRecord, OrderRecord];
    on.shopify.orders(domain).delete(one.id);
    await reconciled();
    await reconciled();
    on.shopify.orders(domain).delete(other.id);
    await reconciled();
    expect(await audits()).toMatchObject([{ why: 'apart' }, { why: 'apart', orders_apart: -1 }]);
    expect(await apart([], [one, other])).toEqual([]);
  });

  it('does not begin for an order under way, which a second count finds', async () => {
    const [one] = ordersOf(4) as [OrderRecord];
    const { compareCounts } = await import('../../app/ingest/reconcile/compare-counts.server');
    const id = shopIdSchema.parse(shop);
    await compareCounts(id);
    expect(await queued(on.db)).toEqual([]);
    on.shopify.orders(domain).delete(one.id);
    await compareCounts(id);
    expect(await queued(on.db)).toMatchObject([
      { name: 'reconcile.counts', payload: { shopId: shop, before: -1 } },
    ]);
    await emptyQueue(on.db);
    await compareCounts(id, -2);
    expect(await audits()).toEqual([]);
  });

  it('takes no old order for deleted before the app knows that its scope was withdrawn', async () => {
    const before = await factsOf(on.db, shop);
    const MONTH_MS = 40 * 86_400_000;
    env().CLOCK_OFFSET_MS += MONTH_MS;
    on.shopify.clock.advance(MONTH_MS);
    on.shopify.install(domain, { scopes: SCOPES.filter((scope) => scope !== 'read_all_orders') });
    await on.expireSessions();
    await on.open(domain);
    await on.imported(domain, { history: false });
    await on.db.query('update shops set history_starts_on = null where id = $1', [shop]);
    const { requestOrderRereads } = await import('../../app/ingest/receive/reread-requests.server');
    const id = shopIdSchema.parse(shop);
    const all = await on.db.query('select id::text from orders where shop_id = $1', [shop]);
    await withShop(id, (tx) =>
      requestOrderRereads(
        tx,
        id,
        all.map((order) => String(order.id)),
      ),
    );
    await on.imported(domain, { history: false });
    expect(await limited()).toBe(true);
    await on.db.query('update shops set history_starts_on = null where id = $1', [shop]);
    await runAudit();
    await reconciled();
    on.shopify.clock.advance(-MONTH_MS);
    expect(differences(before, await factsOf(on.db, shop))).toEqual([]);
    expect(await limited()).toBe(true);
  });

  it('takes no order for deleted that Shopify hides for its age', async () => {
    domain = `young-${made}.myshopify.com`;
    world = { ...tea, shop: { ...tea.shop, domain, id: 1_000 + made, planName: 'Unthrottled' } };
    await on.install(
      world,
      SCOPES.filter((scope) => scope !== 'read_all_orders'),
    );
    await on.imported(domain, { history: false });
    shop = await on.shopId(domain);
    const before = await factsOf(on.db, shop);
    expect(before.orders.length).toBeGreaterThan(50);
    const MONTH_MS = 40 * 86_400_000;
    env().CLOCK_OFFSET_MS += MONTH_MS;
    on.shopify.clock.advance(MONTH_MS);
    await runAudit();
    on.shopify.clock.advance(-MONTH_MS);
    expect(differences(before, await factsOf(on.db, shop))).toEqual([]);
    expect(await audits()).toMatchObject([{ state: 'done', found: 0 }]);
  });

  it('retries bulk operations that Shopify fails, cancels or cuts short', async () => {
    const [gone] = ordersOf(6) as [OrderRecord];
    on.shopify.orders(domain).delete(gone.id);
    on.shopify.bulk.failNext({ kind: 'fail', afterObjects: 3, errorCode: 'INTERNAL_SERVER_ERROR' });
    on.shopify.bulk.failNext({ kind: 'cancel', afterObjects: 3 });
    on.shopify.faults.next({ on: 'bulk-result', fault: { kind: 'cut-body', afterBytes: 500 } });
    await runAudit();
    expect(await apart([], [gone])).toEqual([]);
    expect(await audits()).toMatchObject([{ state: 'done' }]);
  });

  it('polls Shopify at growing intervals: its webhook comes first', async () => {
    for (let part = 0; part < 2; part++)
      on.shopify.bulk.failNext({ kind: 'stall', afterObjects: 1 });
    const { openAudit } = await import('../../app/ingest/reconcile/open-audit.server');
    const { auditStep } = await import('../../app/ingest/reconcile/audit.server');
    const id = shopIdSchema.parse(shop);
    await withShop(id, (tx) =>
      openAudit(tx, id, 'ids', { why: 'asked', runAt: new Date(Date.now() + 1e8) }),
    );
    const waits = async (minutes: number) => {
      env().CLOCK_OFFSET_MS += minutes * 60_000;
      await emptyQueue(on.db);
      await auditStep(id, 'ids', false);
      const [next] = await queued(on.db);
      return next?.waitsMs ?? 0;
    };
    const [first, later] = [await waits(0), await waits(3)];
    expect(first).toBeGreaterThan(0);
    expect(later).toBeGreaterThan(2 * first);
    // the operation stalls, is started again, and no webhook reports its end
    await on.imported(domain, { history: false });
    expect(await audits()).toMatchObject([{ kind: 'ids', state: 'done' }]);
  });

  it('reads the unit costs of the day, and keeps those of sold lines', async () => {
    const before = await on.db.query(
      'select order_id, id, unit_cost_shop_amount from order_lines where shop_id = $1 order by 1, 2',
      [shop],
    );
    const [product] = [...tea.products()].filter(({ variants }) => variants.length > 0);
    if (product === undefined) throw new Error('no product');
    on.shopify.products(domain).put({
      ...product,
      title: 'Another title',
      variants: product.variants.map((variant) => ({ ...variant, unitCost: '4321' })),
    });
    await runAudit('costs');
    const costs = await on.db.query(
      'select unit_cost_shop_amount::int as cost from variant_costs where shop_id = $1 and variant_id = any($2)',
      [shop, product.variants.map(({ id }) => id)],
    );
    expect(costs).toEqual(product.variants.map(() => ({ cost: 4321 })));
    const after = await on.db.query(
      'select order_id, id, unit_cost_shop_amount from order_lines where shop_id = $1 order by 1, 2',
      [shop],
    );
    expect(after).toEqual(before);
  });
});
