import { beforeEach, describe, expect, it } from 'vitest';
import type { LineRecord, OrderRecord, World } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { expectedFacts } from '../support/shops/expected-facts';
import { differences, factsOf, versionsOf } from '../support/shops/facts';
import { NOW, stage } from '../support/shops/import-stage';

const on = await stage();
await on.work();

const tea = teaShop({ until: NOW, days: 90, customers: 200, daysBeforeShopify: 0 });
const LATER = new Date(NOW.getTime() + 3_600_000).toISOString();

let made = 0;
let world: World;
let domain: string;
beforeEach(async () => {
  domain = `tea-${++made}.myshopify.com`;
  world = { ...tea, shop: { ...tea.shop, domain, id: made } };
  await on.install(world);
  await on.imported(domain, { history: false });
});

async function importAgain(): Promise<void> {
  await on.importAgain(domain);
  await on.imported(domain, { history: false });
}

async function facts(): Promise<ReturnType<typeof factsOf>> {
  return await factsOf(on.db, await on.shopId(domain));
}

async function numbers(): Promise<Record<string, unknown>> {
  const [row] = await on.db.query(
    'select numbers from snapshots where shop_id = $1 order by as_of desc limit 1',
    [await on.shopId(domain)],
  );
  return row?.numbers as Record<string, unknown>;
}

/** A counted order of two or more lines, each of more than one piece or not. */
function anOrder(): OrderRecord {
  const found = tea
    .orders()
    .find(
      (order) =>
        order.lines.length >= 2 &&
        order.displayFinancialStatus === 'PAID' &&
        order.customerId !== null &&
        order.lines.every(({ isGiftCard, originalTotal }) => !isGiftCard && originalTotal !== '0'),
    );
  if (found === undefined) throw new Error('no such order');
  return found;
}

/** The current world, with an order in place of the one with the same id. */
function changed(order: OrderRecord): World {
  const orders = tea.orders().map((each) => (each.id === order.id ? order : each));
  return { ...world, orders: () => orders };
}

describe('importing again', () => {
  it('writes no row and changes no number if nothing has changed', async () => {
    const shop = await on.shopId(domain);
    const before = { versions: await versionsOf(on.db, shop), numbers: await numbers() };
    await on.db.query('update snapshots set stale = false');
    await importAgain();
    expect(await versionsOf(on.db, shop)).toEqual(before.versions);
    expect(await numbers()).toEqual(before.numbers);
    expect(await on.db.query('select 1 from snapshots where stale')).toEqual([]);
  });

  it('merges an edited order: a line deleted, a quantity lowered, a discount changed', async () => {
    const order = anOrder();
    const [first, , ...rest] = order.lines;
    if (first === undefined) throw new Error('no line');
    const edited: OrderRecord = {
      ...order,
      updatedAt: LATER,
      edited: true,
      currentSubtotal: '100',
      refundDiscrepancy: '-3',
      lines: [
        {
          ...first,
          quantity: 3,
          currentQuantity: 2,
          allocations: [{ amount: '30', kind: 'code', name: 'TEA', targetType: 'LINE_ITEM' }],
        },
        ...rest,
      ],
    };
    const before = await numbers();
    on.shopify.orders(domain).put(edited);
    await importAgain();
    expect(differences(await expectedFacts(changed(edited)), await facts())).toEqual([]);
    // and the computed columns follow: its revenue is 97 less the tax in it now
    const after = await numbers();
    expect(after).not.toEqual(before);
    expect(Number(after.revenue)).toBeLessThan(Number(before.revenue));
    expect(after.orders).toEqual(before.orders);
  });

  it('counts new orders on their day and in every number since', async () => {
    await on.importAgain(domain);
    await on.imported(domain);
    const order = anOrder();
    const added: OrderRecord = {
      ...order,
      id: order.id + 900_000,
      name: '#new',
      updatedAt: LATER,
      lines: order.lines.map((line) => ({ ...line, id: line.id + 900_000 })),
    };
    on.shopify.orders(domain).put(added);
    const asOf = async () =>
      await on.db.query(
        `select as_of::text as day, (numbers -> 'orders' ->> 'read')::int as read from snapshots
         where shop_id = $1 order by as_of`,
        [await on.shopId(domain)],
      );
    const before = await asOf();
    await on.importAgain(domain);
    await on.imported(domain);
    const day = order.processedAt.slice(0, 10);
    expect(await asOf()).toEqual(
      before.map((one) => ({
        ...one,
        read: Number(one.read) + (String(one.day) > day ? 1 : 0),
      })),
    );
  });

  it('keeps rows of a newer state', async () => {
    const order = anOrder();
    const newer = await facts();
    const [customer] = tea.customers();
    if (customer === undefined) throw new Error('no customer');
    const shop = await on.shopId(domain);
    await on.db.query('update orders set updated_at = $1 where shop_id = $2 and id = $3', [
      LATER,
      shop,
      order.id,
    ]);
    await on.db.query('update customers set updated_at = $1 where shop_id = $2 and id = $3', [
      LATER,
      shop,
      customer.id,
    ]);
    const older = (line: LineRecord): LineRecord => ({ ...line, quantity: 9, currentQuantity: 9 });
    on.shopify
      .orders(domain)
      .put({ ...order, currentSubtotal: '1', lines: order.lines.slice(1).map(older) });
    on.shopify.customers(domain).put({ ...customer, tags: ['old'], numberOfOrders: 77 });
    await importAgain();
    const after = await facts();
    expect(after.lines).toEqual(newer.lines);
    const stated = (row: string) => row.replace(/2026-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'time');
    expect(after.orders.map(stated)).toEqual(newer.orders.map(stated));
    expect(after.customers.map(stated)).toEqual(newer.customers.map(stated));
  });

  it('merges orders with another customer, although Shopify does not call them updated', async () => {
    const [from, to] = tea.customers().filter(({ numberOfOrders }) => numberOfOrders > 0);
    if (from === undefined || to === undefined) throw new Error('no customers');
    on.shopify.customers(domain).merge(from.id, to.id);
    await importAgain();
    const shop = await on.shopId(domain);
    const owned = await on.db.query(
      `select customer_id, count(*)::int as orders from orders
       where shop_id = $1 and customer_id in ($2, $3) group by 1`,
      [shop, from.id, to.id],
    );
    const all = tea.orders().filter(({ customerId: id }) => id === from.id || id === to.id);
    expect(owned).toEqual([{ customer_id: String(to.id), orders: all.length }]);
    const summaries = await on.db.query(
      'select customer_id from customer_summaries where shop_id = $1 and customer_id = $2',
      [shop, from.id],
    );
    expect(summaries).toEqual([]);
  });
});

describe('a unit cost', () => {
  const costsOf = async (order: OrderRecord) => {
    const rows = await on.db.query(
      `select variant_id, unit_cost_shop_amount::text as cost from order_lines
       where shop_id = $1 and order_id = $2 order by id`,
      [await on.shopId(domain), order.id],
    );
    return rows.map(({ variant_id, cost }) => [variant_id, cost]);
  };

  it('stays as first read with its line; the list of costs follows Shopify', async () => {
    const order = anOrder();
    const before = await costsOf(order);
    const products = on.shopify.products(domain);
    const [dearer, unknown] = tea
      .products()
      .filter(({ variants }) => variants.some(({ unitCost }) => unitCost !== null));
    if (dearer === undefined || unknown === undefined) throw new Error('no products');
    const priced = (product: typeof dearer, unitCost: string | null) => ({
      ...product,
      variants: product.variants.map((variant) => ({ ...variant, unitCost })),
    });
    for (const product of tea.products()) products.put(priced(product, '4321'));
    products.put(priced(unknown, null));
    await importAgain();
    expect(await costsOf(order)).toEqual(before);
    const known = await on.db.query(
      'select variant_id, unit_cost_shop_amount::text as cost from variant_costs where shop_id = $1',
      [await on.shopId(domain)],
    );
    expect(new Set(known.map(({ cost }) => cost))).toEqual(new Set(['4321.0']));
    const gone = unknown.variants.map(({ id }) => String(id));
    expect(known.filter(({ variant_id }) => gone.includes(String(variant_id)))).toEqual([]);
  });
});
