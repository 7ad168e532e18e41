import { dayAfter, handBook, productOf, type HandBook, type OrderSpec } from './build';

const D = '2024-06-01';

/** `count` customers who bought `n` times, on successive days. */
function buyers(from: number, count: number, n: number): OrderSpec[] {
  return Array.from({ length: count }, (_, customer) =>
    Array.from({ length: n }, (_, index) => ({
      customer: from + customer,
      at: dayAfter(D, index - 50),
      amount: 1000,
    })),
  ).flat();
}

/** First purchases 91 days before D, of one product; `again` of them buy it 20 days later. */
function ofProduct(product: number, from: number, count: number, again: number): OrderSpec[] {
  return Array.from({ length: count }, (_, index) => {
    const order = (ago: number): OrderSpec => ({
      customer: from + index,
      at: dayAfter(D, -ago),
      // product 3 was returned: it is no first purchase
      lines: [
        { price: 500, product: 3, kept: 0 },
        { price: 1000, product },
      ],
    });
    return index < again ? [order(91), order(71)] : [order(91)];
  }).flat();
}

export const FUNNEL_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'the funnel marks the step that loses most and the one with the worst rate',
    asOf: D,
    orders: [...buyers(1, 4, 1), ...buyers(5, 5, 3), ...buyers(10, 1, 4)],
    expected: {
      repeat: {
        raw: 0.6,
        funnel: [10, 6, 6, 1, 0, 0, 0, 0, 0, 0],
        steps: [
          { step: 1, lost: 4, conversion: 0.6 },
          { step: 2, lost: 0, conversion: 1 },
          { step: 3, lost: 5, conversion: 1 / 6 },
          { step: 4, lost: 1, conversion: 0 },
          { step: 5, lost: 0, conversion: null },
          { step: 6, lost: 0, conversion: null },
          { step: 7, lost: 0, conversion: null },
          { step: 8, lost: 0, conversion: null },
          { step: 9, lost: 0, conversion: null },
        ],
        leaveMost: { step: 3, lost: 5, rate: 1 / 6 },
        worstRate: { step: 4, lost: 1, rate: 0 },
      },
    },
  }),
  handBook({
    name: 'one purchase more is worth what those who made it have brought beyond the others, of 30 on each step',
    asOf: D,
    orders: [...buyers(1, 30, 1), ...buyers(31, 30, 2), ...buyers(61, 29, 3)],
    expected: {
      repeat: {
        revenueByPurchases: [1000, 2000, ...Array.from({ length: 8 }, () => null)],
        // 30 are on the first step: 30 x 1,000
        stepWorth: [1000, ...Array.from({ length: 8 }, () => null)],
      },
    },
  }),
  handBook({
    name: 'products of the first purchase settle at different speeds',
    asOf: D,
    products: [productOf(1), productOf(2), productOf(3)],
    orders: [
      ...ofProduct(1, 1, 40, 10),
      ...ofProduct(2, 41, 60, 0),
      // both products, in two orders of the first day: under each, and too young for 90 days
      { customer: 101, at: dayAfter(D, -5), lines: [{ price: 1000, product: 1 }] },
      { customer: 101, at: dayAfter(D, -5), lines: [{ price: 1000, product: 2 }] },
    ],
    expected: {
      repeat: {
        daysToSecond: { withinDays: 90, customers: 100, bought: 10, median: 20 },
        firstProducts: [
          {
            productId: '2',
            title: 'Product 2',
            customers: 61,
            notYet: 61,
            within90: 0,
            medianDays: null,
          },
          // 10 of the 40 at risk on day 20; the other 30 were seen for 90 days
          {
            productId: '1',
            title: 'Product 1',
            customers: 41,
            notYet: 31,
            within90: 0.25,
            medianDays: 20,
          },
        ],
      },
    },
  }),
  handBook({
    name: 'fifty first products are named: those of most customers, then by number',
    asOf: D,
    products: Array.from({ length: 51 }, (_, at) => productOf(at + 1)),
    orders: [...Array.from({ length: 51 }, (_, at) => at + 1), 51].map((product, at) => ({
      customer: at + 1,
      at: dayAfter(D, -5),
      lines: [{ price: 1000, product }],
    })),
    expected: {
      repeat: {
        firstProducts: [51, ...Array.from({ length: 49 }, (_, at) => at + 1)].map((product) => ({
          productId: String(product),
          title: `Product ${product}`,
          customers: product === 51 ? 2 : 1,
          notYet: product === 51 ? 2 : 1,
          within90: null,
          medianDays: null,
        })),
      },
    },
  }),
];
