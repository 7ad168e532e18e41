import { afterEach, describe, expect, it } from 'vitest';
import { LocalShopify } from '../local-shopify';
import type { OrderRecord } from '../store/records';
import { customer, DOMAIN, manyOrders, smallShop } from '../testing/small-shop';
import { EVENT_KINDS, type ShopEvents } from './shop-events';

const SCOPES = ['read_orders', 'read_all_orders', 'read_customers', 'read_products'];

let shopify: LocalShopify;
afterEach(() => shopify.close());

async function running(seed = 'a'): Promise<ShopEvents> {
  shopify = await LocalShopify.open({ path: ':memory:' });
  const customers = Array.from({ length: 30 }, (_, index) => customer({ id: index + 1 }));
  const orders = manyOrders(60).map((order, index) => ({
    ...order,
    customerId: (index % 30) + 1,
    lines: order.lines.slice(0, 1),
  }));
  await shopify.addShop(smallShop({ customers, orders }));
  shopify.install(DOMAIN, { scopes: SCOPES });
  return shopify.events(DOMAIN, { seed });
}

const count = (table: string, where = '1 = 1'): number =>
  Number(shopify.store.get(`select count(*) as n from ${table} where ${where}`)?.n);

function orderOf(id: number): OrderRecord {
  const order = shopify.orders(DOMAIN).get(id);
  if (!order) throw new Error('no such order');
  return order;
}

/** The value of the kept goods, computed line by line from the placed order. */
function worthOf({ lines }: OrderRecord): number {
  return lines
    .map((line) => {
      const off = line.allocations.reduce((sum, { amount }) => sum + Number(amount), 0);
      return ((Number(line.originalTotal) - off) * line.currentQuantity) / line.quantity;
    })
    .reduce((sum, worth) => sum + worth, 0);
}

describe('an event in a running shop', () => {
  it('is the same for the same seed', async () => {
    const first = Array.from({ length: 200 }, () => ({ kind: '', id: 0 }));
    const events = await running();
    for (const at of first.keys()) first[at] = events.happen();
    await shopify.close();
    const again = await running();
    expect(first.map(() => again.happen())).toEqual(first);
    expect(new Set(first.map(({ kind }) => kind))).toEqual(new Set(EVENT_KINDS));
  });

  it('keeps every order consistent', async () => {
    const events = await running();
    for (let at = 0; at < 500; at += 1) events.happen();
    const rows = shopify.store.all('select id from orders');
    for (const { id } of rows) {
      const order = orderOf(Number(id));
      expect(Math.abs(Number(order.currentSubtotal) - worthOf(order))).toBeLessThan(
        order.lines.length,
      );
      for (const { currentQuantity, quantity } of order.lines) {
        expect(currentQuantity).toBeGreaterThanOrEqual(0);
        expect(currentQuantity).toBeLessThanOrEqual(quantity);
      }
    }
  });

  it('moves updatedAt with every change of an order, and not when customers are merged', async () => {
    const events = await running();
    const id = events.orderPlaced(1);
    shopify.clock.advance(5_000);
    const before = orderOf(id).updatedAt;
    const kept = [1, 2].map((buyer) => count('orders', `customer_id = ${String(buyer)}`));
    shopify.customers(DOMAIN).merge(1, 2);
    expect(orderOf(id)).toMatchObject({ customerId: 2, updatedAt: before });
    expect(count('orders', 'customer_id = 2')).toBe((kept[0] ?? 0) + (kept[1] ?? 0));
    expect(shopify.customers(DOMAIN).get(1)).toBeNull();
    const newest = Number(shopify.store.get('select max(updated_at) as at from orders')?.at);
    shopify.clock.advance(5_000);
    expect(events.goodsReturned()).not.toBeNull();
    expect(shopify.store.get('select max(updated_at) as at from orders')?.at).toBeGreaterThan(
      newest,
    );
  });

  it('changes a unit cost without touching the product', async () => {
    const events = await running();
    const before = shopify.products(DOMAIN).get(10);
    const id = events.costChanged();
    const after = shopify.products(DOMAIN).get(10);
    expect(after?.updatedAt).toBe(before?.updatedAt);
    expect(after?.variants.find((each) => each.id === id)?.unitCost).not.toBe(
      before?.variants.find((each) => each.id === id)?.unitCost,
    );
  });
});

it('sends Shopify’s webhooks for each event', async () => {
  const events = await running();
  const heard = (): string[] => shopify.webhooks.deliveries.splice(0).map(({ topic }) => topic);
  const topics = ['create', 'updated', 'cancelled', 'delete'].map((name) => `orders/${name}`);
  const others = [
    'refunds/create',
    'customers/update',
    'products/update',
    'inventory_items/update',
  ];
  const compliance = ['customers/data_request', 'customers/redact', 'shop/redact'];
  shopify.webhooks.register(
    'http://127.0.0.1:9',
    [...topics, ...others, ...compliance].map((topic) => ({ topic, uri: '/webhooks' })),
  );
  events.orderPlaced(1);
  expect(heard()).toEqual(['orders/create', 'customers/update']);
  events.orderEdited();
  expect(heard()).toEqual(['orders/updated']);
  events.goodsReturned();
  expect(heard()).toEqual(['orders/updated', 'refunds/create']);
  events.orderCancelled();
  expect(heard()).toEqual(['orders/updated', 'orders/cancelled']);
  events.orderDeleted();
  expect(heard()).toEqual(['orders/delete']);
  events.productRenamed();
  events.costChanged();
  expect(heard()).toEqual(['products/update', 'inventory_items/update']);
  shopify.uninstall(DOMAIN);
  events.orderPlaced(1);
  expect(heard()).toEqual([]);
  const privacy = shopify.privacy(DOMAIN);
  privacy.requestData(1);
  privacy.redactCustomer(1);
  privacy.redactShop();
  expect(heard()).toEqual(compliance);
});
