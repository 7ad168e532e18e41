import {
  dayAfter,
  handBook,
  ordersOfMany,
  productOf,
  type HandBook,
  type LineSpec,
  type OrderSpec,
} from './build';

const asOf = '2024-06-01';
const at = '2024-05-01';

/** 2 x 1080 with 160 of tax, 1 kept: 1000 net; product 1 costs 600 */
const costed: LineSpec = { price: 1080, quantity: 2, kept: 1, tax: 160, product: 1 };
const products = [productOf(1, '600'), productOf(2)];

function twoLines(price: number): OrderSpec[] {
  return [{ customer: 1, at, taxesIncluded: true, lines: [costed, { price, product: 2 }] }];
}

export const WORTH_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'the margin is of the lines with a known cost, from half of revenue on',
    asOf,
    products,
    orders: twoLines(1000),
    // 1000 of 2000; (1000 - 600) / 1000
    expected: { margin: { coverage: 0.5, rate: 0.4 }, ltv: { valueBasis: 'profit' } },
  }),
  handBook({
    name: 'the margin is not known when less than half of revenue has a cost',
    asOf,
    products,
    orders: twoLines(1001),
    expected: { margin: { coverage: 1000 / 2001, rate: null }, ltv: { valueBasis: 'revenue' } },
  }),
  handBook({
    name: 'lines without a unit cost use the default margin',
    asOf,
    products,
    settings: { defaultMargin: 0.3 },
    orders: twoLines(1000),
    // (2000 - 600 - 700) / 2000
    expected: { margin: { coverage: 1, rate: 0.35 } },
  }),
  handBook({
    name: 'own unit costs go before Shopify’s, from the shop’s day that they begin on',
    asOf,
    timezone: 'Asia/Tokyo',
    products: [...products, productOf(3)],
    settings: {
      unitCosts: [
        { product: 1, variant: null, from: '2024-05-01', cost: '300' },
        { product: 2, variant: null, from: null, cost: '100' },
        { product: 2, variant: 20, from: '2024-05-01', cost: '250' },
        // goods that were not sold
        { product: 4, variant: null, from: null, cost: '1' },
      ],
    },
    orders: [
      {
        ...{ customer: 1, at: '2024-04-30T14:59:59Z' },
        lines: [
          { price: 1000, product: 1 },
          { price: 1000, product: 2 },
        ],
      },
      {
        ...{ customer: 1, at: '2024-04-30T15:00:00Z' },
        lines: [
          { price: 1000, product: 1 },
          { price: 500, quantity: 2, product: 2 },
          { price: 1000, product: 3 },
        ],
      },
    ],
    // April 30: 600 and 100; May 1: 300 and 2 x 250, and the third product has none. 4000 of 5000; (4000 - 1500) / 4000
    expected: { margin: { coverage: 0.8, rate: 0.625 }, ltv: { valueBasis: 'profit' } },
  }),
  handBook({
    name: 'LTV after margin, acquiring and keeping',
    asOf,
    products,
    settings: {
      advertising: [{ month: '2023-04', spend: 60_000 }],
      retention: { systems: 100_000, people: 1, costOfOne: 300_000, customers: 5000 },
    },
    // 400 days before D, 28 April 2023; silent for more than 240 days: lapsed at 240
    orders: Array.from({ length: 30 }, (_, index) => ({
      customer: index + 1,
      at: dayAfter(asOf, -400),
      lines: [{ price: 1000, product: 1 }],
    })),
    expected: {
      ltv: {
        revenue: 1000,
        activeYears: 240 / 365,
        // 60,000 for 30 customers; 400,000 / 5000 = 80 a month
        acquisitionCost: 2000,
        retentionCostPerYear: 960,
        value: 1000 * 0.4 - 2000 - (960 * 240) / 365,
        valueBasis: 'profit',
      },
    },
  }),
  handBook({
    name: 'orders cost an amount and a share of revenue besides their goods',
    asOf,
    products,
    settings: { orderCost: { amount: 50, share: 0.03 } },
    // 30 of customers, and one without a customer, which is in no number of customers
    orders: [
      ...Array.from({ length: 30 }, (_, index) => ({
        customer: index + 1,
        at: dayAfter(asOf, -400),
        lines: [{ price: 1000, product: 1 }],
      })),
      { customer: null, at, lines: [{ price: 90_000, product: 1 }] },
    ],
    expected: {
      // (1000 - 600) / 1000
      margin: { rate: 0.4 },
      ltv: {
        // 0.03 + 50 x 30 / 30,000
        orderCost: { amount: 50, share: 0.03, rate: 0.08 },
        marginRate: 0.32,
        value: 320,
        valueBasis: 'profit',
      },
    },
  }),
  handBook({
    name: 'orders may cost more than their margin',
    asOf,
    products,
    settings: { orderCost: { amount: 500, share: 0 } },
    orders: Array.from({ length: 30 }, (_, index) => ({
      customer: index + 1,
      at: dayAfter(asOf, -400),
      lines: [{ price: 1000, product: 1 }],
    })),
    // 0.4 - 500 x 30 / 30,000
    expected: { ltv: { marginRate: -0.1, value: -100, valueBasis: 'profit' } },
  }),
  handBook({
    name: 'without a margin the cost of orders is known, and in no LTV',
    asOf,
    settings: { orderCost: { amount: 0, share: 0.1 } },
    orders: ordersOfMany(1, 30, ['2023-04-28']),
    expected: {
      ltv: {
        orderCost: { amount: 0, share: 0.1, rate: 0.1 },
        marginRate: null,
        value: 1000,
        valueBasis: 'revenue',
      },
    },
  }),
  handBook({
    name: 'acquiring is counted over the last 12 complete months with spend',
    asOf: '2024-02-15',
    settings: {
      advertising: [
        // 13 complete months; the first is too long ago
        ...Array.from({ length: 12 }, (_, index) => ({
          month: `2023-${String(index + 1).padStart(2, '0')}`,
          spend: 1000,
        })),
        { month: '2024-01', spend: 400 },
        { month: '2024-01', spend: 600 },
        // not over
        { month: '2024-02', spend: 999_999 },
      ],
    },
    orders: [
      { customer: 1, at: '2023-01-10', amount: 1000 },
      { customer: 2, at: '2024-01-10', amount: 1000 },
      { customer: 3, at: '2024-01-31', amount: 1000 },
      { customer: 4, at: '2024-02-10', amount: 1000 },
    ],
    expected: {
      ltv: {
        // 12 x 1000 for the 2 customers of January 2024
        acquisitionCost: 6000,
        // 3 x 1000 for the customer of January 2023; no other quarter that is over has a newcomer
        acquisitionByQuarter: [{ quarter: '2023Q1', cost: 3000 }],
      },
    },
  }),
  handBook({
    name: 'acquiring in a quarter is counted over its months with spend, two years back',
    asOf: '2024-04-01',
    settings: {
      advertising: [
        // the ninth quarter before D's
        { month: '2022-03', spend: 9000 },
        { month: '2022-04', spend: 800 },
        { month: '2024-01', spend: 1000 },
        { month: '2024-03', spend: 500 },
      ],
    },
    orders: [
      ...ordersOfMany(1, 1, ['2022-03-31']),
      ...ordersOfMany(2, 1, ['2022-04-01']),
      ...ordersOfMany(11, 2, ['2024-01-10']),
      // no spend
      ...ordersOfMany(21, 5, ['2024-02-10']),
      ...ordersOfMany(31, 1, ['2024-03-31']),
    ],
    expected: {
      ltv: {
        // (9000 + 800 + 1000 + 500) / (1 + 1 + 2 + 1)
        acquisitionCost: 2260,
        acquisitionByQuarter: [
          { quarter: '2022Q2', cost: 800 },
          // (1000 + 500) / (2 + 1)
          { quarter: '2024Q1', cost: 500 },
        ],
      },
    },
  }),
  handBook({
    name: 'on the first of a month the spend of the month before counts',
    asOf: '2024-02-01',
    settings: { advertising: [{ month: '2024-01', spend: 1000 }] },
    orders: ordersOfMany(1, 4, ['2024-01-10']),
    // 1000 / 4
    expected: { ltv: { acquisitionCost: 250 } },
  }),
  handBook({
    name: 'keeping is divided by the customers who have not lapsed',
    asOf,
    settings: {
      lapseDays: 30,
      retention: { systems: 700, people: 2, costOfOne: 100, customers: null },
    },
    orders: [
      { customer: 1, at: '2024-05-30', amount: 1000 },
      // 17 days ago: at risk, not lapsed
      { customer: 2, at: '2024-05-15', amount: 1000 },
      { customer: 3, at: '2024-04-01', amount: 1000 },
    ],
    // 12 x (700 + 2 x 100) / 2
    expected: {
      status: { active: 1, atRisk: 1, lapsed: 1 },
      ltv: { retentionCostPerYear: 5400 },
    },
  }),
  handBook({
    name: 'the health line is 18,000 and three purchases',
    asOf,
    orders: [
      { customer: 1, at, amount: 18_000 },
      // 3 x 5999 = 17,997 and 3 x 6000 = 18,000
      ...[5999, 6000].flatMap((amount, index) =>
        [1, 2, 3].map((day) => ({ customer: index + 2, at: `2024-05-0${String(day)}`, amount })),
      ),
    ],
    expected: {
      ltv: {
        health: {
          amount: 18_000,
          purchases: 3,
          reachedAmount: 2,
          reachedPurchases: 2,
          reachedBoth: 1,
        },
      },
    },
  }),
];
