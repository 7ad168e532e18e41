import { dayAfter, handBook, ordersOfMany, type HandBook, type OrderSpec } from './build';

const D = '2024-06-01';

/** `count` customers who buy together: first `ago` days before D, `purchases` in all, every `gap` days. */
function together(
  from: number,
  count: number,
  ago: number,
  gap: number,
  purchases: number,
): OrderSpec[] {
  const days = Array.from({ length: purchases }, (_, index) => dayAfter(D, index * gap - ago));
  return ordersOfMany(from, count, days);
}

export const DURATION_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'a stay shorter than a year is measured and still counts a year',
    asOf: D,
    // 120 gaps of 30: window 30. All have lapsed at 120 + 30 = 150
    orders: together(1, 30, 1000, 30, 5),
    expected: {
      lapseDays: 30,
      ltv: {
        durationDays: 365,
        basis: 'measured',
        medianStayDays: 150,
        activeYears: 150 / 365,
        // 5 orders of 1000 each, in 1 year; all are equal, so the interval is a point
        averageOrderValue: 1000,
        annualPurchaseFrequency: 5,
        purchaseDurationYears: 1,
        revenue: 5000,
        interval: [5000, 5000],
      },
    },
  }),
  handBook({
    name: 'a stay longer than a year counts in full',
    asOf: D,
    // 14 purchases: the last at 13 x 30 = 390, lapsed at 420
    orders: together(1, 30, 1000, 30, 14),
    expected: {
      ltv: {
        durationDays: 420,
        basis: 'measured',
        medianStayDays: 420,
        activeYears: 420 / 365,
        averageOrderValue: 1000,
        // 14 orders in 420/365 years
        annualPurchaseFrequency: 14 / (420 / 365),
        purchaseDurationYears: 420 / 365,
        revenue: 14_000,
      },
    },
  }),
  handBook({
    name: 'a shop younger than the stay of its customers is limited by its age',
    asOf: D,
    // 30 purchases, the last 900 - 870 = 30 days ago: none has lapsed
    orders: together(1, 30, 900, 30, 30),
    expected: {
      status: { atRisk: 30 },
      ltv: {
        durationDays: 900,
        basis: 'limited',
        medianStayDays: null,
        activeYears: 900 / 365,
        annualPurchaseFrequency: 30 / (900 / 365),
        revenue: 30_000,
      },
    },
  }),
  handBook({
    name: 'no stay is longer than five years',
    asOf: D,
    // 20 purchases every 100 days, the last 100 days ago: none has lapsed in 2000 days
    orders: together(1, 30, 2000, 100, 20),
    expected: {
      lapseDays: 100,
      ltv: {
        durationDays: 1825,
        basis: 'limited',
        // those at 0, 100, ... 1800
        annualPurchaseFrequency: 19 / 5,
        revenue: 19_000,
      },
    },
  }),
  handBook({
    name: 'a stay observed for too few customers is limited',
    asOf: D,
    orders: [
      // 10 customers: 17 purchases every 50 days, lapsed at 800 + 50
      ...together(1, 10, 900, 50, 17),
      // 25 customers: 10 purchases, the last 50 days ago, not lapsed
      ...together(11, 25, 500, 50, 10),
    ],
    expected: {
      lapseDays: 50,
      status: { atRisk: 25, lapsed: 10 },
      ltv: {
        // L = 850; Y(499) = 35, Y(500) = 10, so H = 500
        durationDays: 500,
        basis: 'limited',
        medianStayDays: 850,
        // each has 10 orders before tenure day 500
        revenue: 10_000,
        annualPurchaseFrequency: 10 / (500 / 365),
      },
    },
  }),
  handBook({
    name: 'the merchant may set the duration',
    asOf: D,
    settings: { durationDays: 500 },
    orders: together(1, 30, 400, 30, 1),
    expected: {
      ltv: {
        durationDays: 500,
        basis: 'setting',
        purchaseDurationYears: 500 / 365,
        // no customer was observed for 500 days
        revenue: null,
        interval: null,
        averageOrderValue: null,
        annualPurchaseFrequency: null,
        // of the curve, 365 days are known
        longestKnownDays: 365,
      },
    },
  }),
];
