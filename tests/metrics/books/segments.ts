import { handBook, type HandBook, type LineSpec, type OrderSpec } from './build';

const asOf = '2024-06-01';
const days = ['2024-01-10', '2024-02-10', '2024-03-10'];

/** One order a day, each with its given lines. */
function buying(customer: number, ...orders: LineSpec[][]): OrderSpec[] {
  return orders.map((lines, index) => ({ customer, at: days[index] ?? asOf, lines }));
}

const full: LineSpec = { price: 1000 };
const sale: LineSpec = { price: 1000, discount: 100 };
const cheapCard: LineSpec = { price: 5000, giftCard: true, discount: 500 };
const trial: LineSpec = { price: 1000, product: 1 };
const main: LineSpec = { price: 1000, product: 2 };

export const SEGMENT_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'every customer is in exactly one segment, by the first rule that holds',
    asOf,
    orders: [
      // 1: one purchase, on discount: first-time
      ...buying(1, [sale]),
      // 2, 3: all purchases on discount, by code, automatic, manual: trend, however many
      ...buying(2, [sale], [{ ...sale, discountKind: 'automatic' }]),
      ...buying(3, [sale], [{ ...sale, discountKind: 'manual' }], [sale]),
      // 4: one of two on discount: second
      ...buying(4, [sale], [full]),
      // 5: the day of the first purchase has an order without discount: second
      ...buying(5, [sale], [sale]),
      ...buying(5, [full]),
      // 6: only shipping was discounted: second
      { customer: 6, at: '2024-01-10', amount: 1000, shippingDiscount: 300 },
      { customer: 6, at: '2024-02-10', amount: 1000, shippingDiscount: 300 },
      // 7: three purchases, one at full price: loyal
      ...buying(7, [sale], [full], [sale]),
      // 8: only gift cards were discounted: second
      ...buying(8, [full, cheapCard], [full, cheapCard]),
    ],
    expected: {
      segments: { firstTime: 1, second: 4, trend: 2, loyal: 1 },
      segmentDetails: {
        firstTime: { customers: 1, revenue: 900 },
        // 900 + 1000, 2 x 900 + 1000, 2 x 1000, 2 x 1000
        second: { customers: 4, revenue: 8700 },
        // 2 x 900 and 3 x 900
        trend: { customers: 2, revenue: 4500 },
        loyal: { customers: 1, revenue: 2800 },
      },
    },
  }),
  handBook({
    name: 'a minimum percentage of an order’s goods at list price defines a discount',
    asOf,
    settings: { minimumDiscountPercent: 10 },
    orders: [
      // 1: 10 %: trend
      ...buying(1, [sale], [sale]),
      // 2: 9.9 %: second
      ...buying(2, [sale], [{ price: 1000, discount: 99 }]),
      // 3: 200 of 2000: trend
      ...buying(3, [{ price: 1000, discount: 200 }, full], [sale]),
      // 4: 100 of 1000; the gift card is no goods: trend
      ...buying(4, [sale, { price: 5000, giftCard: true }], [sale]),
      // 6: 5 % on goods; the gift card's discount does not count: second
      ...buying(6, [{ price: 1000, discount: 50 }, cheapCard], [sale]),
      // 5: 5 % on goods; the shipping discount does not count: second
      ...buying(5, [{ price: 1000, discount: 50 }], [sale]).map((order) => ({
        ...order,
        shippingDiscount: 300,
      })),
    ],
    expected: { segments: { firstTime: 0, second: 3, trend: 3, loyal: 0 } },
  }),
  handBook({
    name: 'a customer with trials alone is a first-time customer on stage 1',
    asOf,
    settings: {
      productRoles: { '1': 'trial' },
      answers: [{ customerId: 4, score: 10, at: '2024-04-01T00:00:00Z' }],
    },
    orders: [
      // 1: a trial and again a trial: first-time
      ...buying(1, [trial], [trial]),
      // 2: a trial, then the main product: second
      ...buying(2, [trial], [main]),
      // 3: a trial beside the main product is no trial-only purchase: second
      ...buying(3, [trial, main], [trial, main]),
      // 4: three trials, promoter: first-time, stage 1 all the same
      ...buying(4, [trial], [trial], [trial]),
    ],
    expected: {
      segments: { firstTime: 2, second: 2, trend: 0, loyal: 0 },
      stages: { purchaser: 2, customer: 2, loyal: 0, fan: 0 },
      // n counts trials
      repeat: { funnel: [4, 4, 1, 0, 0, 0, 0, 0, 0, 0] },
    },
  }),
];
