import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { expectedFacts } from '../support/shops/expected-facts';
import { differences, factsOf, versionsOf } from '../support/shops/facts';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';

const on = await stage();
await on.work();

const tea = teaShop({ until: NOW, days: 90, customers: 150, daysBeforeShopify: 0 });

let made = 0;
let world: World;
let domain: string;
beforeEach(() => {
  domain = `tea-${++made}.myshopify.com`;
  world = { ...tea, shop: { ...tea.shop, domain, id: made } };
});
afterEach(() => on.shopify.faults.clear());

async function snapshots(): Promise<Record<string, unknown>[]> {
  return await on.db.query(
    'select as_of::text, numbers, stale from snapshots where shop_id = $1 order by as_of',
    [await on.shopId(domain)],
  );
}

const staged = () => on.db.query(`select tablename from pg_tables where schemaname = 'staging'`);

/** Requests run in the order costs, customers, orders; one of them has the fault. */
function corrupt(part: 'costs' | 'customers' | 'orders', line: number): void {
  for (const each of ['costs', 'customers', 'orders']) {
    on.shopify.bulk.failNext(
      each === part ? { kind: 'corrupt', line } : { kind: 'stall', afterObjects: Infinity },
    );
    if (each === part) return;
  }
}

describe('a line unlike Shopify’s documentation', () => {
  it.each([
    ['costs', 2],
    ['customers', 40],
    ['orders', 301],
  ] as const)(
    'among the %s stops the import with its number and changes nothing',
    async (part, line) => {
      await on.install(world);
      await on.imported(domain);
      const shop = await on.shopId(domain);
      const before = { rows: await versionsOf(on.db, shop), numbers: await snapshots() };
      // a change to merge, without a webhook
      const [order] = tea.orders();
      if (order === undefined) throw new Error('no order');
      on.shopify.webhooks.failNext({ topic: 'orders/updated', fault: { kind: 'lose' } });
      on.shopify.orders(domain).put({ ...order, currentSubtotal: '1' });

      corrupt(part, line);
      await on.importAgain(domain);
      const { failure } = await on.failed(domain);
      expect(failure?.key).toBe('malformed');
      expect(failure?.detail).toMatch(new RegExp(`^line ${line}: `));
      expect(await versionsOf(on.db, shop)).toEqual(before.rows);
      expect(await snapshots()).toEqual(before.numbers);
      expect(await staged()).toEqual([]);
    },
  );

  it('in a first import leaves no rows, and a retry imports everything', async () => {
    corrupt('orders', 77);
    await on.install(world);
    const { failure } = await on.failed(domain);
    expect(failure?.detail).toMatch(/^line 77: /);
    const shop = await on.shopId(domain);
    expect(await versionsOf(on.db, shop)).toEqual([]);
    expect(await snapshots()).toEqual([]);
    await on.importAgain(domain);
    await on.imported(domain, { history: false });
    expect(differences(await expectedFacts(world), await factsOf(on.db, shop))).toEqual([]);
  });
});

describe('a repeated line', () => {
  it.each(['a first import', 'an import again'])('counts once in %s', async (which) => {
    if (which === 'an import again') {
      await on.install(world);
      await on.imported(domain, { history: false });
    }
    for (let part = 0; part < 3; part++) on.shopify.bulk.failNext({ kind: 'repeat', every: 3 });
    if (which === 'an import again') await on.importAgain(domain);
    else await on.install(world);
    await on.imported(domain, { history: false });
    const found = await factsOf(on.db, await on.shopId(domain));
    expect(differences(await expectedFacts(world), found)).toEqual([]);
    expect(await staged()).toEqual([]);
  });
});

describe('a missing scope', () => {
  it.each([
    ['read_orders', ['read_customers', 'read_products']],
    ['read_customers', ['read_orders', 'read_all_orders', 'read_products']],
    ['read_products', ['read_orders', 'read_all_orders', 'read_customers']],
  ])('is named, and the import starts by itself once it is granted: %s', async (scope, granted) => {
    await on.install(world, granted);
    const { failure } = await on.failed(domain);
    expect(failure?.key).toBe('accessDenied');
    expect(failure?.detail).toContain(scope);
    on.shopify.install(domain, { scopes: SCOPES });
    await on.until(async () => (await on.state(domain)).state !== 'failed');
    await on.imported(domain, { history: false });
    const facts = await factsOf(on.db, await on.shopId(domain));
    expect(differences(await expectedFacts(world), facts)).toEqual([]);
  });
});

it('counts orders in another currency than the shop’s separately and never sums them', async () => {
  const orders = tea
    .orders()
    .map((order, at) => ({ ...order, currencyCode: at % 3 === 0 ? 'USD' : 'JPY' }));
  world = { ...world, orders: () => orders };
  await on.install(world);
  await on.imported(domain, { history: false });
  const foreign = await on.db.query(
    `select count(*)::int as orders from orders where shop_id = $1 and currency = 'USD'
       and not test and cancelled_at is null and financial_status not in ('VOIDED', 'EXPIRED', 'REFUNDED')
       and kept_quantity > 0`,
    [await on.shopId(domain)],
  );
  const [row] = await on.db.query(
    `select numbers, (select sum(revenue_shop_amount)::text from day_books
       where shop_id = $1 and reason in ('', 'noCustomer')) as yen from snapshots where shop_id = $1
     order by as_of desc limit 1`,
    [await on.shopId(domain)],
  );
  expect(row?.numbers).toMatchObject({
    currency: 'JPY',
    orders: { read: orders.length, excluded: { otherCurrency: foreign[0]?.orders } },
    // the shop's revenue is of yen alone: the dollars have no known rate
    shopRevenue: Number(row?.yen),
  });
  expect(JSON.stringify(row?.numbers)).not.toMatch(
    /"excludedRevenue":\{[^}]*"otherCurrency":[\d.]/,
  );
});
