import { describe, expect, test } from 'vitest';
import type { OrderRecord } from '../store/records';
import { countByHand } from './count-by-hand';
import { campaignsBetween, dayOf } from './tea/calendar';
import { PRODUCTS } from './tea/catalogue';
import { TAGS } from './tea/people';
import { MINIMUM_DELIVERIES } from './tea/subscription';
import { teaShop } from './tea-shop';

const until = new Date('2026-07-20T05:00:00Z');
const now = until.toISOString();
const world = teaShop({ until });
const orders = world.orders();
const customers = world.customers();

const yen = (amount: string): number => Number(amount);
const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);
const dayOfOrder = (order: OrderRecord): number => dayOf(Date.parse(order.processedAt));
const ordersByCustomer = new Map<number, OrderRecord[]>();
for (const order of orders) {
  if (order.customerId === null || order.test) continue;
  const own = ordersByCustomer.get(order.customerId);
  if (own === undefined) ordersByCustomer.set(order.customerId, [order]);
  else own.push(order);
}

describe('the shop', () => {
  test('has about 12,000 customers and 30,000 orders of 30 months', () => {
    expect(customers.length).toBeGreaterThan(11_500);
    expect(customers.length).toBeLessThan(12_500);
    expect(orders.length).toBeGreaterThan(29_000);
    expect(orders.length).toBeLessThan(33_000);
    const days = dayOf(until.getTime()) - Math.min(...orders.map(dayOfOrder)) + 1;
    expect(days).toBeGreaterThan(900);
    expect(days).toBeLessThanOrEqual(913);
  });

  test('is the same for the same day and seed, and a later hour only adds to it', () => {
    expect(JSON.stringify(teaShop({ until }).orders()) === JSON.stringify(orders)).toBe(true);
    expect(teaShop({ until, seed: 'another' }).orders().length).not.toBe(orders.length);
    const evening = teaShop({ until: new Date('2026-07-20T14:00:00Z') }).orders();
    const goods = ({ id, processedAt, customerId, subtotal }: OrderRecord): unknown[] => [
      id,
      processedAt,
      customerId,
      subtotal,
    ];
    expect(evening.length).toBeGreaterThan(orders.length);
    expect(evening.slice(0, orders.length).map(goods)).toEqual(orders.map(goods));
  });

  test('has nothing later than now', () => {
    const times = [
      ...orders.flatMap((order) => [
        order.processedAt,
        order.createdAt,
        order.updatedAt,
        order.cancelledAt,
      ]),
      ...customers.flatMap((customer) => [
        customer.createdAt,
        customer.updatedAt,
        customer.emailMarketing?.updatedAt,
        customer.smsMarketing?.updatedAt,
      ]),
    ];
    expect(times.filter((time) => time !== null && time !== undefined && time > now)).toEqual([]);
  });

  test('has older orders as back-dated imports from before its move to Shopify', () => {
    const imported = orders.filter(({ createdAt, processedAt }) => createdAt > processedAt);
    expect(imported.length).toBeGreaterThan(100);
    expect(new Set(imported.map(({ createdAt }) => createdAt))).toEqual(
      new Set([world.shop.createdAt]),
    );
  });
});

describe('its books', () => {
  test('subtotal, tax and total of every order are the sums of its lines', () => {
    const wrong = orders.filter((order) => {
      const goods = order.lines.map(
        (line) => yen(line.originalTotal) - sum(line.allocations.map(({ amount }) => yen(amount))),
      );
      const taxes = order.lines.flatMap((line) => line.taxLines.map(({ price }) => yen(price)));
      const shippingTax = Math.round(yen(order.totalShipping) / 11);
      return (
        sum(goods) !== yen(order.subtotal) ||
        sum(taxes) + shippingTax !== yen(order.totalTax) ||
        yen(order.totalPrice) !== yen(order.subtotal) + yen(order.totalShipping) ||
        yen(order.currentSubtotal) > yen(order.subtotal)
      );
    });
    expect(wrong).toEqual([]);
  });

  test('a tin of ¥1,296 carries ¥96 of tax at 8 %, a pot of ¥6,600 carries ¥600 at 10 %', () => {
    const plain = orders
      .flatMap(({ lines }) => lines)
      .filter(({ quantity, allocations }) => quantity === 1 && allocations.length === 0);
    const taxOf = (price: string): unknown =>
      plain.find(({ originalTotal }) => originalTotal === price)?.taxLines;
    expect(taxOf('1296')).toEqual([{ title: '消費税', rate: 0.08, price: '96' }]);
    expect(taxOf('6600')).toEqual([{ title: '消費税', rate: 0.1, price: '600' }]);
  });

  test('ids and names are unique, and every customer and variant exists', () => {
    const lines = orders.flatMap((order) => order.lines);
    expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length);
    expect(new Set(orders.map(({ name }) => name)).size).toBe(orders.length);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    const known = new Set(customers.map(({ id }) => id));
    expect([...ordersByCustomer.keys()].filter((id) => !known.has(id))).toEqual([]);
    const variants = world.products().flatMap((product) => product.variants);
    const ids = new Set<number | null>(variants.map(({ id }) => id));
    expect(lines.filter(({ variantId }) => !ids.has(variantId))).toEqual([]);
    expect(variants.filter(({ unitCost }) => unitCost !== null).length).toBeGreaterThan(
      variants.length * 0.8,
    );
    expect(variants.some(({ unitCost }) => unitCost === null)).toBe(true);
  });

  test('customers have their number of orders', () => {
    const wrong = customers.filter(
      ({ id, numberOfOrders }) => numberOfOrders !== (ordersByCustomer.get(id)?.length ?? 0),
    );
    expect(wrong).toEqual([]);
  });

  test('orders are left out for every reason but currency', async () => {
    const { excluded } = await countByHand(world);
    expect(Object.keys(excluded).sort()).toEqual([
      'cancelled',
      'giftCardOnly',
      'noCustomer',
      'refunded',
      'test',
      'voided',
      'zeroValue',
    ]);
  });

  test('has refunds with and without goods, gift cards beside goods, and orders pending for months', () => {
    const has = (what: (order: OrderRecord) => boolean): boolean => orders.some(what);
    const some = ({ lines }: OrderRecord): boolean =>
      lines.some(
        ({ quantity, currentQuantity }) => currentQuantity > 0 && currentQuantity < quantity,
      );
    expect(has((order) => some(order) && order.refundDiscrepancy === '0')).toBe(true);
    expect(has((order) => some(order) && yen(order.refundDiscrepancy) > 0)).toBe(true);
    expect(has((order) => !some(order) && yen(order.refundDiscrepancy) < 0)).toBe(true);
    expect(has(({ lines }) => lines.length > 1 && lines.some(({ isGiftCard }) => isGiftCard))).toBe(
      true,
    );
    expect(has(({ edited }) => edited)).toBe(true);
    const twoMonthsAgo = new Date(until.getTime() - 60 * 86_400_000).toISOString();
    const open = orders.filter(
      ({ displayFinancialStatus, processedAt }) =>
        displayFinancialStatus === 'PENDING' && processedAt < twoMonthsAgo,
    );
    expect(open.length).toBeGreaterThan(5);
    expect(
      has((order) => order.discountCodes.includes('SORYOMURYO') && order.totalShipping === '0'),
    ).toBe(true);
  });
});

describe('its customers', () => {
  test('come back within 90 days as in a healthy young shop, 35 to 45 of 100', async () => {
    const { counted } = await countByHand(world);
    const today = dayOf(until.getTime());
    const days = new Map<number, Set<number>>();
    for (const { customerId, processedAt } of counted) {
      const own = days.get(customerId) ?? new Set();
      days.set(customerId, own.add(dayOf(Date.parse(processedAt))));
    }
    const sorted = [...days.values()].map((own) => [...own].sort((a, b) => a - b));
    const observed = sorted.filter(([first = 0]) => today - first >= 90);
    const again = observed.filter(
      ([first = 0, second]) => second !== undefined && second - first <= 90,
    );
    const share = again.length / observed.length;
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.45);
  });

  test('take three deliveries when they subscribe, then many leave at once', () => {
    const deliveries = [...ordersByCustomer.values()]
      .map((own) =>
        own.filter(({ lines }) => lines.some(({ sellingPlan }) => sellingPlan !== null)),
      )
      .filter((own) => own.length > 0);
    const old = deliveries.filter(
      ([first]) => first !== undefined && now > addDays(first.processedAt, 400),
    );
    const reached = (count: number): number => old.filter((own) => own.length >= count).length;
    expect(reached(MINIMUM_DELIVERIES)).toBe(old.length);
    expect(reached(MINIMUM_DELIVERIES + 1) / old.length).toBeLessThan(0.7);
    expect(reached(MINIMUM_DELIVERIES + 2) / reached(MINIMUM_DELIVERIES + 1)).toBeGreaterThan(0.85);
  });

  test('include some who buy only in campaigns', () => {
    const campaigns = campaignsBetween(dayOf(until.getTime()) - 913, dayOf(until.getTime()));
    const names = new Set(campaigns.map(({ name }) => name));
    const bargain = (order: OrderRecord): boolean =>
      order.lines.some(({ allocations }) => allocations.some(({ name }) => names.has(name)));
    const own = [...ordersByCustomer.values()].filter(
      (list) => list.length >= 2 && list.every(bargain),
    );
    expect(own.length).toBeGreaterThan(100);
  });

  test('agree to marketing or not, by e-mail and by SMS, and carry tags', () => {
    const states = new Set(customers.map(({ emailMarketing }) => emailMarketing?.state));
    expect(states).toEqual(new Set(['SUBSCRIBED', 'NOT_SUBSCRIBED', 'UNSUBSCRIBED']));
    expect(customers.some(({ smsMarketing }) => smsMarketing?.state === 'SUBSCRIBED')).toBe(true);
    for (const tag of Object.values(TAGS)) {
      expect(customers.filter(({ tags }) => tags.includes(tag)).length).toBeGreaterThan(100);
    }
  });

  test('move from one product to another over time', () => {
    const lines = orders.map(({ lines: own, processedAt }) => ({ own, processedAt }));
    const sold = (handle: string, from: string, to: string): number => {
      const product = PRODUCTS.find((candidate) => candidate.handle === handle);
      return lines
        .filter(({ processedAt }) => processedAt >= from && processedAt < to)
        .filter(({ own }) => own.some(({ productId }) => productId === product?.id)).length;
    };
    const early = ['2024-07-01', '2025-01-01'] as const;
    const late = ['2026-01-01', '2026-07-01'] as const;
    expect(sold('wakoucha-cold', ...late)).toBeGreaterThan(3 * sold('wakoucha-cold', ...early));
    expect(sold('powder-green-tea', ...late)).toBeLessThan(
      0.7 * sold('powder-green-tea', ...early),
    );
  });
});

function addDays(time: string, days: number): string {
  return new Date(Date.parse(time) + days * 86_400_000).toISOString();
}
