import { describe, expect, it } from 'vitest';
import type { OrderRecord, World } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { expectedFacts } from '../support/shops/expected-facts';
import { differences, factsOf } from '../support/shops/facts';
import { NOW, stage } from '../support/shops/import-stage';

const on = await stage();
await on.work();
// the app keeps the fetch of its load time: the stage has to route it first
const { readOrdersSetApart } = await import('../../app/shop/state/set-apart.server');
const { openAudit } = await import('../../app/ingest/reconcile/open-audit.server');
const { compareCounts } = await import('../../app/ingest/reconcile/compare-counts.server');
const { withShop } = await import('../../app/store/db.server');

const tea = teaShop({ until: NOW, days: 90, customers: 60, daysBeforeShopify: 0 });
const [like] = tea.orders();
const [line] = like?.lines ?? [];
if (like === undefined || line === undefined) throw new Error('no order');
const model = like;
const aLine = line;

let made = 0;
/** The tea shop with more orders, under a domain of its own. */
function shopWith(more: OrderRecord[]): World {
  const id = ++made;
  return {
    ...tea,
    shop: { ...tea.shop, id, domain: `odd-${id}.myshopify.com` },
    orders: () => [...tea.orders(), ...more],
  };
}

/** A copy of an order with other values. */
function order(id: number, other: Partial<OrderRecord>, quantity = 1): OrderRecord {
  const lines = model.lines.map((line, at) => ({
    ...line,
    id: id * 100 + at,
    quantity,
    currentQuantity: quantity,
  }));
  return { ...model, id, name: `#${id}`, lines, ...other };
}

const lineOf = (id: number, quantity: number) => order(id, {}, quantity).lines.slice(0, 1);

/** Well-formed values too large for a column, a sum or a calendar. */
const ODD: OrderRecord[] = [
  order(9_000_001, { processedAt: '2730-01-01T00:00:00Z' }),
  order(9_000_002, { processedAt: '0001-01-01T00:00:00Z' }),
  order(9_000_003, { lines: [...lineOf(9_000_003, 1), ...lineOf(9_000_013, 1_500_000_000)] }),
  order(9_000_004, { currentSubtotal: `1${'0'.repeat(40)}` }),
  order(9_000_005, { cancelledAt: '9999-12-31T23:59:59Z' }),
  order(9_000_006, { subtotal: '0.12345678901234567890123' }),
];
/** A value within the bounds that PostgreSQL refuses: only it knows the calendar. */
const NO_DAY = order(9_000_007, { processedAt: '2026-02-30T00:00:00Z' });

async function setApart(domain: string): Promise<Record<string, unknown>[]> {
  return await on.db.query(
    'select order_id::text as id, name, field from orders_set_apart where shop_id = $1 order by order_id',
    [await on.shopId(domain)],
  );
}

async function read(domain: string): Promise<unknown> {
  const [row] = await on.db.query(
    `select numbers #> '{orders,read}' as read from snapshots where shop_id = $1 order by as_of desc limit 1`,
    [await on.shopId(domain)],
  );
  return row?.read;
}

describe('an order that no table can hold', () => {
  it.each([
    ['', ODD],
    ['and one that PostgreSQL refuses', [...ODD, NO_DAY]],
  ])('is set apart by a first import, and all others are counted %s', async (_, odd) => {
    const world = shopWith(odd);
    const { domain } = world.shop;
    await on.install(world);
    await on.imported(domain, { history: false });
    const facts = await factsOf(on.db, await on.shopId(domain));
    expect(differences(await expectedFacts(tea), facts)).toEqual([]);
    expect((await setApart(domain)).map(({ name }) => name)).toEqual(odd.map(({ name }) => name));
    expect(await read(domain)).toBe([...tea.orders()].length);
  });

  it('is named with its faulty field', async () => {
    const world = shopWith(ODD);
    await on.install(world);
    await on.imported(world.shop.domain, { history: false });
    const shop = await on.shopId(world.shop.domain);
    const { count, named } = await withShop(shop, (tx) => readOrdersSetApart(tx, shop));
    expect(count).toBe(ODD.length);
    expect(named).toHaveLength(5);
    expect(named).toContainEqual({ name: '#9000003', why: 'pieces' });
    expect(named).toContainEqual({ name: '#9000004', why: 'amount' });
    expect(named).toContainEqual({ name: '#9000005', why: 'time' });
  });

  it('alone leaves the numbers on such a change, and returns when Shopify corrects it', async () => {
    const world = shopWith([]);
    const { domain } = world.shop;
    await on.install(world);
    await on.imported(domain, { history: false });
    const known = [...tea.orders()];
    const [one, other, third] = known;
    if (!one || !other || !third) throw new Error('too few orders');
    const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000).toISOString();
    const orders = on.shopify.orders(domain);
    orders.put({ ...one, updatedAt: later(60), processedAt: '2730-01-01T00:00:00Z' });
    orders.put({ ...other, updatedAt: later(60), processedAt: '2026-02-30T00:00:00Z' });
    orders.put({ ...third, updatedAt: later(60), currentSubtotal: '1' });
    await on.until(async () => (await setApart(domain)).length === 2);
    await on.imported(domain, { history: false });
    const without = (mended: OrderRecord[]) => ({
      ...tea,
      orders: () =>
        known.flatMap(
          (own) =>
            mended.find(({ id }) => id === own.id) ?? (own === one || own === other ? [] : own),
        ),
    });
    const shop = await on.shopId(domain);
    const changed = { ...third, updatedAt: later(60), currentSubtotal: '1' };
    expect(
      differences(await expectedFacts(without([changed])), await factsOf(on.db, shop)),
    ).toEqual([]);
    expect(await read(domain)).toBe(known.length - 2);

    const mended = [one, other].map((own) => ({ ...own, updatedAt: later(120) }));
    for (const own of mended) orders.put(own);
    await on.until(async () => (await setApart(domain)).length === 0);
    await on.imported(domain, { history: false });
    const all = await expectedFacts(without([changed, ...mended]));
    expect(differences(all, await factsOf(on.db, shop))).toEqual([]);
  });

  it('is no difference from Shopify: neither the count nor the id audit reads it again', async () => {
    const world = shopWith(ODD);
    const { domain } = world.shop;
    await on.install(world);
    await on.imported(domain, { history: false });
    const shop = await on.shopId(domain);
    await compareCounts(shop);
    await withShop(shop, (tx) => openAudit(tx, shop, 'ids', { why: 'asked', runAt: NOW }));
    const audit = await on.until(async () => {
      const [row] = await on.db.query(
        `select found from audits where shop_id = $1 and state = 'done'`,
        [shop],
      );
      return row ?? null;
    });
    expect(audit).toEqual({ found: 0 });
    expect(await on.db.query(`select why from audits where shop_id = $1`, [shop])).toEqual([
      { why: 'asked' },
    ]);
  });
});

it('holds values just within the bounds in every table and every number', async () => {
  const most = '999999999999999.99';
  const extreme = (id: number, processedAt: string) =>
    order(
      id,
      {
        processedAt,
        updatedAt: '2199-12-31T23:59:59Z',
        subtotal: most,
        currentSubtotal: most,
        refundDiscrepancy: `-${most}`,
        lines: Array.from({ length: 500 }, (_, at) => ({
          ...aLine,
          quantity: 1_000_000,
          currentQuantity: 1_000_000,
          id: id * 1_000 + at,
          originalTotal: most,
          taxLines: [{ title: 'tax', rate: 0.1, price: most }],
        })),
      },
      1_000_000,
    );
  const world = shopWith([
    extreme(9_100_001, '1900-01-01T00:00:00Z'),
    extreme(9_100_002, '2199-12-31T23:59:59Z'),
    extreme(9_100_003, '2026-10-01T00:00:00+14:00'),
  ]);
  const { domain } = world.shop;
  await on.install(world);
  await on.imported(domain);
  expect(await setApart(domain)).toEqual([]);
  const facts = await factsOf(on.db, await on.shopId(domain));
  expect(facts.orders).toHaveLength([...tea.orders()].length + 3);
  // the order of 2199 is not known as of tomorrow
  expect(await read(domain)).toBe([...tea.orders()].length + 2);
  expect(await on.db.query('select job, error from failing_jobs')).toEqual([]);
});
