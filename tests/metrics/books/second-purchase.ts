import { dayAfter, handBook, ordersOfMany, type HandBook, type OrderSpec } from './build';

const D = '2024-06-01';
const ago = (days: number): string => dayAfter(D, -days);

/** Customers who bought `first` days before D and, if given, again `second` days later. */
function some(from: number, count: number, first: number, second?: number): OrderSpec[] {
  const days = second === undefined ? [ago(first)] : [ago(first), ago(first - second)];
  return ordersOfMany(from, count, days);
}

const tied = (staying: number): OrderSpec[] => [
  ...some(1, 10, 100, 10),
  // observed for 10 days: at risk on day 10, censored after it
  ...some(11, 5, 11),
  ...some(16, 6, 100, 30),
  ...some(22, staying, 100),
];
const greenwood = 1.96 * (28 / 45) * Math.sqrt(10 / (45 * 35) + 6 / (30 * 24));

export const SECOND_PURCHASE_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'F2 within 30 days includes day 30 and customers last observed on the day of an event',
    asOf: D,
    orders: tied(24),
    expected: {
      repeat: {
        // 16 of 45
        raw: 16 / 45,
        within: {
          // S = (1 - 10/45)(1 - 6/30) = 28/45; 6 + 24 = 30 durations of 30 days or more
          '30': 17 / 45,
          // 24 durations of 60 days or more
          '60': null,
          '90': null,
          '180': null,
          '365': null,
        },
        withinInterval: { '30': [17 / 45 - greenwood, 17 / 45 + greenwood], '60': null },
        daysToSecond: null,
        repeatRate365: null,
      },
    },
  }),
  handBook({
    name: 'F2 within 30 days is not known from 29 durations of 30 days',
    asOf: D,
    orders: tied(23),
    expected: { repeat: { raw: 16 / 44, within: { '30': null }, withinInterval: { '30': null } } },
  }),
  handBook({
    name: 'when all have bought again by day 30 Greenwood has no interval',
    asOf: D,
    orders: some(1, 30, 100, 30),
    expected: { repeat: { within: { '30': 1 }, withinInterval: { '30': null } } },
  }),
  handBook({
    name: 'an interval of a rate does not go below 0',
    asOf: D,
    orders: [...some(1, 1, 100, 10), ...some(2, 39, 100)],
    expected: {
      repeat: {
        within: { '30': 1 / 40 },
        // 1/40 +- 1.96 x 39/40 x sqrt(1 / (40 x 39)): from -0.023 to 0.073
        withinInterval: { '30': [0, 1 / 40 + 1.96 * (39 / 40) * Math.sqrt(1 / (40 * 39))] },
      },
    },
  }),
  handBook({
    name: 'first-time buyers are in the window by D less their first day, both ends included',
    asOf: D,
    orders: [
      ...some(1, 10, 91, 10),
      ...some(11, 20, 91, 20),
      ...some(31, 10, 91, 90),
      ...some(41, 60, 91),
      ...some(101, 3, 16),
      ...some(104, 5, 17),
      ...some(109, 7, 38),
      ...some(116, 2, 39),
    ],
    expected: {
      repeat: {
        daysToSecond: { window: { from: 17, to: 38, customers: 12, before: 3, past: 62 } },
      },
    },
  }),
  handBook({
    name: 'days to the second purchase need 100 customers seen for 90 days',
    asOf: D,
    orders: [
      ...some(1, 10, 91, 10),
      ...some(11, 20, 91, 20),
      ...some(31, 10, 91, 90),
      ...some(41, 60, 91),
    ],
    expected: {
      repeat: {
        daysToSecond: {
          withinDays: 90,
          customers: 100,
          bought: 40,
          // of 10 x 10, 20 x 20, 10 x 90: positions 19.5, 29.25 and 35.1
          median: 20,
          p75: 20 + 0.25 * 70,
          p90: 90,
          // position 9.75; 60 have waited for 91 days
          p25: 17.5,
          window: { from: 17, to: 38, customers: 0, before: 0, past: 60 },
          histogram: [
            { from: 0, to: 10, customers: 0 },
            { from: 10, to: 20, customers: 10 },
            { from: 20, to: 30, customers: 20 },
            { from: 30, to: 40, customers: 0 },
            { from: 40, to: 50, customers: 0 },
            { from: 50, to: 60, customers: 0 },
            { from: 60, to: 70, customers: 0 },
            { from: 70, to: 80, customers: 0 },
            { from: 80, to: 90, customers: 0 },
            { from: 90, to: 100, customers: 10 },
          ],
        },
      },
    },
  }),
  handBook({
    name: 'days to the second purchase are not known from 99 customers seen for 90 days',
    asOf: D,
    orders: [...some(1, 99, 91, 10), ...some(100, 50, 90, 10)],
    expected: { repeat: { daysToSecond: null } },
  }),
  handBook({
    name: 'days to the second purchase end at the tenure that 100 customers were observed for',
    asOf: D,
    orders: [
      ...some(1, 20, 400, 100),
      ...some(21, 10, 400, 365),
      // bought again, but not within 365 days
      ...some(31, 10, 400, 366),
      ...some(41, 60, 400),
      ...some(101, 10, 365),
      ...some(111, 5, 366),
    ],
    expected: {
      repeat: {
        // 10 were seen for 364 days, 5 for 365: 105 customers
        daysToSecond: {
          withinDays: 365,
          customers: 105,
          bought: 30,
          // of 20 x 100, 10 x 365: positions 14.5, 21.75, 26.1
          median: 100,
          p75: 365,
          p90: 365,
        },
        // in the last 365 days: the 40 second purchases and the 10 first ones on D - 365
        repeatRate365: 0.8,
      },
    },
  }),
  handBook({
    name: 'the share of repeaters needs 365 days of orders',
    asOf: D,
    orders: [...some(1, 1, 365, 10), ...some(2, 3, 20)],
    expected: { daysOfOrders: 365, repeat: { repeatRate365: 0.25 } },
  }),
  handBook({
    name: 'the share of repeaters is not known with 364 days of orders',
    asOf: D,
    orders: [...some(1, 1, 364, 10), ...some(2, 3, 20)],
    expected: { daysOfOrders: 364, repeat: { repeatRate365: null } },
  }),
];
