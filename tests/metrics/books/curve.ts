import { dayAfter, handBook, ordersOfMany, type HandBook } from './build';

const D = '2024-06-01';
const unknown = { orders: null, revenue: null, interval: null };
const later = [
  { days: 90, ...unknown },
  { days: 180, ...unknown },
  { days: 365, ...unknown },
  { days: 730, ...unknown },
];
const spread = 1.96 * Math.sqrt(1200);

export const CURVE_BOOKS: readonly HandBook[] = [
  handBook({
    name: '30 customers seen through tenure day 29 are enough for 30 days',
    asOf: D,
    orders: ordersOfMany(1, 30, [dayAfter(D, -30)]),
    expected: {
      ltv: {
        curve: [
          { days: 30, orders: 1, revenue: 1000, interval: [1000, 1000] },
          { days: 60, ...unknown },
          ...later,
        ],
        longestKnownDays: 30,
      },
    },
  }),
  handBook({
    name: '29 customers seen through tenure day 29 are not enough for 30 days',
    asOf: D,
    orders: [
      ...ordersOfMany(1, 29, [dayAfter(D, -30)]),
      ...ordersOfMany(30, 1, [dayAfter(D, -29)]),
    ],
    expected: {
      ltv: {
        curve: [{ days: 30, ...unknown }, { days: 60, ...unknown }, ...later],
        longestKnownDays: null,
      },
    },
  }),
  handBook({
    name: 'young customers count for as long as they have been seen',
    asOf: D,
    orders: [
      // 30 old ones, seen through tenure day 59: again at day 40
      ...ordersOfMany(1, 30, [dayAfter(D, -60), dayAfter(D, -20)]),
      // 20 young ones, seen through day 34: again at day 10, for 500
      ...ordersOfMany(31, 20, [dayAfter(D, -35)]),
      ...ordersOfMany(31, 20, [dayAfter(D, -25)], 500),
    ],
    expected: {
      ltv: {
        // Y = 50 up to day 34, 30 up to day 59
        curve: [
          // M = 50/50 + 20/50; R = 50,000/50 + 10,000/50.
          // G = 50,000/50^2 + 10,000/50^2 = 24; old: 1000/50 - 24 = -4; young: 1500/50 - 24 = 6;
          // V = 30 x 16 + 20 x 36 = 1200
          {
            days: 30,
            orders: 1.4,
            revenue: 1200,
            interval: [1200 - spread, 1200 + spread],
          },
          // + 30/30 and + 30,000/30. Old: own + 1000/30, G + 30,000/30^2: still -4; young: as before
          {
            days: 60,
            orders: 2.4,
            revenue: 2200,
            interval: [2200 - spread, 2200 + spread],
          },
          ...later,
        ],
        longestKnownDays: 60,
      },
    },
  }),
];
