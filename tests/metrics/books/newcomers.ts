import { dayAfter, handBook, ordersOfMany, type HandBook } from './build';

const D = '2024-06-01';

/** 30 newcomers of a day, half of whom buy for `low` and half for `high`. */
function thirty(from: number, day: string, low: number, high: number) {
  return [...ordersOfMany(from, 15, [day], low), ...ordersOfMany(from + 15, 15, [day], high)];
}

// Each differs from the mean by 200: V = 30 x (200 / 30)^2 = 40,000 / 30
const spread = 1.96 * Math.sqrt(40_000 / 30);

export const NEWCOMER_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'newcomers of a quarter are measured among themselves alone',
    asOf: D,
    orders: [
      // 29 in October: too few
      ...ordersOfMany(1, 29, ['2023-10-05']),
      // 30 in January, 9 of whom return: 4 on day 90, 5 on day 91
      ...thirty(101, '2024-01-10', 800, 1200),
      ...ordersOfMany(101, 4, [dayAfter('2024-01-10', 90)], 600),
      ...ordersOfMany(105, 5, [dayAfter('2024-01-10', 91)], 600),
      // 30 on the last day of March, seen for 62 days
      ...ordersOfMany(201, 30, ['2024-03-31'], 500),
      ...ordersOfMany(301, 1, ['2024-04-01']),
    ],
    expected: {
      newcomers: {
        '2023-Q4': { customers: 29, revenue: { '30': null, '90': null, '180': null }, f2: null },
        '2024-Q1': {
          customers: 60,
          // day 0: 60 observed, 30 x 1000 + 30 x 500
          revenue: { '30': 750, '90': 750, '180': null },
          // 60 durations, 30 of them censored after 61 days; 4 of the 30 others came back by day 90
          f2: 4 / 30,
        },
        '2024-Q2': { customers: 1, revenue: { '30': null, '90': null, '180': null }, f2: null },
      },
      // only 29 came before the latest known quarter
      newcomersChange: null,
    },
  }),
  handBook({
    name: 'the latest newcomers are worth less than those before and than those of a year before',
    asOf: D,
    orders: [
      ...thirty(1, '2023-02-10', 800, 1200),
      ...thirty(101, '2023-05-10', 800, 1200),
      ...thirty(201, '2024-02-10', 600, 1000),
    ],
    expected: {
      newcomers: {
        '2023-Q1': { customers: 30, interval90: [1000 - spread, 1000 + spread] },
        '2024-Q1': { customers: 30, interval90: [800 - spread, 800 + spread] },
      },
      newcomersChange: {
        quarter: '2024-Q1',
        revenue: 800,
        // 2023-Q1 to 2023-Q4 together: 60 of mean 1000, V = 60 x (200 / 60)^2 = 40,000 / 60
        before: 1000,
        z: -200 / Math.sqrt(40_000 / 30 + 40_000 / 60),
        zYear: -200 / Math.sqrt(40_000 / 30 + 40_000 / 30),
        changed: true,
      },
    },
  }),
  handBook({
    name: 'new customers of the month are those whose first purchase lies in the month of the last observed day',
    asOf: '2024-06-01',
    settings: { newcomersFrom: '2024-05-20' },
    orders: [
      // May's: 00:00 on the first, 23:59 on the last in Tokyo
      { customer: 1, at: '2024-04-30T15:00:00Z', amount: 1000 },
      { customer: 2, at: '2024-05-31T14:59:59Z', amount: 1000 },
      { customer: 2, at: '2024-05-31T14:59:59Z', amount: 1000 },
      // April's, one of whom comes back; June's, who is not known yet
      { customer: 3, at: '2024-04-30T14:59:59Z', amount: 1000 },
      { customer: 4, at: '2024-04-02', amount: 1000 },
      { customer: 4, at: '2024-05-10', amount: 1000 },
      { customer: 5, at: '2024-05-31T15:00:00Z', amount: 1000 },
      // a free sample is no purchase, and an order without a customer makes none
      { customer: 6, at: '2024-05-10', amount: 0 },
      { customer: null, at: '2024-05-10', amount: 1000 },
    ],
    expected: { customers: 4, newCustomersThisMonth: 2 },
  }),
  handBook({
    name: 'a yearly pattern is no change, nor is a quarter without one a year before',
    asOf: D,
    orders: [
      // 2023-Q1 as 2024-Q1, the quarters between worth more
      ...thirty(1, '2023-02-10', 700, 1100),
      ...thirty(101, '2023-05-10', 1800, 2200),
      ...thirty(201, '2023-08-10', 1800, 2200),
      ...thirty(301, '2024-02-10', 700, 1100),
    ],
    expected: { newcomersChange: { quarter: '2024-Q1', zYear: 0, changed: false } },
  }),
  handBook({
    name: 'without the same quarter of a year before there is no change',
    asOf: D,
    orders: [
      ...thirty(1, '2023-05-10', 1800, 2200),
      ...thirty(101, '2023-08-10', 1800, 2200),
      ...thirty(201, '2024-02-10', 700, 1100),
    ],
    expected: {
      newcomersChange: {
        quarter: '2024-Q1',
        revenue: 900,
        before: 2000,
        zYear: null,
        changed: false,
      },
    },
  }),
  handBook({
    name: 'newcomers who all buy alike have no measurable difference',
    asOf: D,
    orders: [
      ...ordersOfMany(1, 30, ['2023-05-10'], 1000),
      ...ordersOfMany(101, 30, ['2024-02-10'], 900),
    ],
    expected: { newcomersChange: { z: null, zYear: null, changed: false } },
  }),
  handBook({
    name: 'quarters are compared over a year if customers stay longer',
    asOf: D,
    settings: { durationDays: 700 },
    orders: ordersOfMany(1, 30, ['2023-01-10', '2023-12-10', '2024-03-10']),
    expected: {
      ltv: {
        // of 500 days in all: R(700) is not known, R(365) is
        revenue: null,
        quarters: [
          {
            quarter: '2023Q1',
            customers: 30,
            averageOrderValue: 1000,
            annualPurchaseFrequency: 2,
            revenue: 2000,
          },
        ],
      },
    },
  }),
];
