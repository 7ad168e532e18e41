import { dayAfter, handBook, type HandBook, type OrderSpec } from './build';

const D = '2024-06-01';

/** Purchases of one customer: the first `ago` days before D, then one every `gap` days. */
function regular(customer: number, ago: number, gap: number, gaps: number): OrderSpec[] {
  return Array.from({ length: gaps + 1 }, (_, index) => ({
    customer,
    at: dayAfter(D, index * gap - ago),
    amount: 1000,
  }));
}

const customers = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => index + 1);

// 10 customers x 10 gaps of 40 days; first orders 730 days before D
const hundredGaps = customers(10).flatMap((customer) => regular(customer, 730, 40, 10));

export const LAPSE_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'with 730 days of orders and 100 gaps a shop measures its lapse window',
    asOf: D,
    orders: hundredGaps,
    expected: {
      daysOfOrders: 730,
      lapseDays: 40,
      lapseBasis: 'measured',
      // last purchases 730 - 400 = 330 days ago
      status: { lapsed: 10 },
      ltv: {
        // S falls to 0 at 400 + 40 = 440; no tenure has 30 customers, so H = 0:
        // T = max(365, min(440, 1825, 0)) = 365, which is not max(365, 440)
        durationDays: 365,
        basis: 'limited',
        medianStayDays: 440,
        activeYears: 1,
        revenue: null,
        averageOrderValue: null,
      },
    },
  }),
  handBook({
    name: 'with 729 days of orders the lapse window is 240 days',
    asOf: dayAfter(D, -1),
    orders: hundredGaps,
    expected: {
      daysOfOrders: 729,
      lapseDays: 240,
      lapseBasis: 'default',
      status: { lapsed: 10 },
      ltv: { durationDays: 365, basis: 'default' },
    },
  }),
  handBook({
    name: 'with 99 gaps the lapse window is 240 days',
    asOf: D,
    orders: hundredGaps.slice(0, -1),
    expected: { daysOfOrders: 730, lapseDays: 240, lapseBasis: 'default' },
  }),
  handBook({
    name: 'the lapse window is rounded up, its half is not',
    asOf: D,
    orders: [
      // 90 gaps of 40 and 10 of 41: position 0.9 x 99 = 89.1, 40 + 0.1 x 1 = 40.1, so 41 days.
      // A customer with 10 gaps of 40 bought last (ago - 400) days ago:
      ...[730, 730, 730, 730, 730].flatMap((ago, index) => regular(index + 1, ago, 40, 10)),
      ...regular(6, 442, 40, 10), // 42 days: lapsed
      ...regular(7, 441, 40, 10), // 41: at risk
      ...regular(8, 421, 40, 10), // 21 > 20.5: at risk
      ...regular(9, 420, 40, 10), // 20: active
      ...regular(10, 730, 41, 10), // 730 - 410 = 320: lapsed
    ],
    expected: { lapseDays: 41, status: { active: 1, atRisk: 2, lapsed: 7 } },
  }),
  handBook({
    name: 'the 90th percentile is exact: 40 + 0.9 x 10 is 49 and not a little more',
    asOf: D,
    orders: [
      // 91 gaps of 40 and 11 of 50: position 0.9 x 101 = 90.9, between the last 40 and the first 50
      ...customers(13).flatMap((customer) => regular(customer, 730, 40, 7)),
      ...regular(14, 730, 50, 11),
    ],
    expected: { lapseDays: 49 },
  }),
  handBook({
    name: 'a lapse window is 30 days at least',
    asOf: D,
    orders: customers(10).flatMap((customer) => regular(customer, 730, 5, 10)),
    expected: { lapseDays: 30, lapseBasis: 'measured' },
  }),
  handBook({
    name: 'a lapse window is 730 days at most',
    asOf: D,
    orders: customers(25).flatMap((customer) => regular(customer, 3300, 800, 4)),
    expected: { lapseDays: 730, lapseBasis: 'measured' },
  }),
  handBook({
    name: 'the merchant may set the lapse window',
    asOf: D,
    settings: { lapseDays: 330 },
    orders: hundredGaps,
    // 330 days ago is not more than 330, but more than 165
    expected: { lapseDays: 330, lapseBasis: 'setting', status: { atRisk: 10 } },
  }),
];
