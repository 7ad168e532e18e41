import { expect, test } from 'vitest';
import type { CustomerRecord, OrderRecord } from '../store/records';
import { countByHand } from './count-by-hand';
import { emptyShop } from './empty';
import { largeShop } from './large';
import { dayOf } from './tea/calendar';
import { youngShop } from './young';

const until = new Date('2026-07-20T05:00:00Z');

test('an empty shop has a currency and a zone, and nothing else', async () => {
  const world = emptyShop({ openedAt: until });
  expect(world.shop).toMatchObject({ currencyCode: 'JPY', ianaTimezone: 'Asia/Tokyo' });
  expect([...list(world.products()), ...list(world.customers()), ...list(world.orders())]).toEqual(
    [],
  );
  expect(await countByHand(world)).toEqual({ read: 0, counted: [], excluded: {} });
});

test('a young shop is 80 days old and small', () => {
  const world = youngShop({ until });
  const days = world.orders().map(({ processedAt }) => dayOf(Date.parse(processedAt)));
  expect(dayOf(until.getTime()) - Math.min(...days)).toBeLessThan(80);
  expect(days.length).toBeGreaterThan(300);
  expect(world.customers().length).toBeLessThan(600);
});

test('a large shop has the requested orders, two lines each, and 2.5 orders per customer', async () => {
  const world = largeShop({ orders: 5001, until });
  const orders = list<OrderRecord>(world.orders());
  const customers = list<CustomerRecord>(world.customers());
  expect(orders).toHaveLength(5001);
  expect(customers).toHaveLength(2001);
  expect(new Set(orders.map(({ id }) => id)).size).toBe(5001);
  expect(orders.at(-1)?.processedAt).toBe(until.toISOString());

  const lines = orders.flatMap((order) => order.lines);
  expect(lines).toHaveLength(2 * 5001);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  for (const order of orders) {
    const goods = order.lines.map(({ originalTotal, allocations }) =>
      allocations.reduce((rest, { amount }) => rest - Number(amount), Number(originalTotal)),
    );
    expect(goods.reduce((sum, value) => sum + value, 0)).toBe(Number(order.subtotal));
  }

  const first = new Map<number, string>();
  const own = new Map<number, number>();
  for (const { customerId, processedAt } of orders) {
    if (customerId === null) continue;
    own.set(customerId, (own.get(customerId) ?? 0) + 1);
    if (!first.has(customerId)) first.set(customerId, processedAt);
  }
  for (const customer of customers) {
    expect(own.get(customer.id)).toBe(customer.numberOfOrders);
    expect(first.get(customer.id)).toBe(customer.createdAt);
  }
  expect((await countByHand(world)).counted).toHaveLength(5001);
});

test('a large shop is the same on a second read', () => {
  const world = largeShop({ orders: 100, until });
  expect(list(world.orders())).toEqual(list(world.orders()));
  expect(list(largeShop({ orders: 100, until }).orders())).toEqual(list(world.orders()));
});

function list<T>(items: Iterable<T> | AsyncIterable<T>): T[] {
  if (Symbol.iterator in items) return [...items];
  throw new TypeError('these worlds are made without waiting');
}
