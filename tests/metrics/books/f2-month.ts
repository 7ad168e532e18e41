import { dayAfter, handBook, ordersOfMany, type HandBook, type OrderSpec } from './build';

/** `count` first-time buyers on a day, of whom `returned` come back after 90 days. */
function came(from: number, day: string, count: number, returned: number): OrderSpec[] {
  return [
    ...ordersOfMany(from, count, [day]),
    ...ordersOfMany(from, returned, [dayAfter(day, 90)]),
  ];
}

/** 40 newcomers in January of 2023, and 60 in July: 20 and 30 of them come back. */
const YEAR = [...came(1, '2023-01-10', 40, 20), ...came(101, '2023-07-10', 60, 30)];

// 10 of 40 and 50 of 100, together 60 of 140 = 3/7: (0.25 - 0.5) / sqrt(3/7 x 4/7 x (1/40 + 1/100))
const Z = -0.25 / Math.sqrt((3 / 7) * (4 / 7) * (1 / 40 + 1 / 100));

export const F2_MONTH_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'of January’s newcomers fewer came back within 90 days than of the twelve months before',
    // the 91st day after 31 January: all have been seen for 90 days
    asOf: '2024-05-01',
    orders: [
      ...YEAR,
      ...came(201, '2024-01-31', 40, 10),
      // after 91 days, and February's: in no F2 of January
      ...ordersOfMany(231, 5, [dayAfter('2024-01-31', 91)]),
      ...ordersOfMany(301, 50, ['2024-02-01']),
    ],
    expected: {
      f2Month: {
        month: '2024-01',
        customers: 40,
        f2: 0.25,
        before: { customers: 100, f2: 0.5 },
        yearBefore: 0.5,
        z: Z,
        below: true,
      },
    },
  }),
  handBook({
    name: 'a day earlier January is not seen whole, and December has no newcomers',
    asOf: '2024-04-30',
    orders: [
      ...came(1, '2022-12-10', 40, 20),
      ...YEAR.slice(0, 0),
      ...came(201, '2024-01-31', 40, 0),
    ],
    expected: { f2Month: null },
  }),
  handBook({
    name: 'a month as weak as the same one a year earlier is its season',
    asOf: '2024-05-01',
    orders: [
      ...came(1, '2023-01-10', 40, 8),
      ...came(101, '2023-07-10', 260, 182),
      ...came(501, '2024-01-10', 40, 9),
    ],
    expected: { f2Month: { f2: 9 / 40, yearBefore: 8 / 40, below: false } },
  }),
  handBook({
    name: 'eleven months before are too few',
    asOf: '2024-05-01',
    orders: [...came(1, '2023-02-10', 100, 50), ...came(201, '2024-01-10', 40, 10)],
    expected: { f2Month: null },
  }),
  handBook({
    name: 'newcomers count from a day on: the months before it are not compared',
    asOf: '2024-05-01',
    settings: { newcomersFrom: '2023-02-01' },
    orders: [...YEAR, ...came(201, '2024-01-10', 40, 10)],
    expected: { f2Month: null },
  }),
  handBook({
    name: '29 newcomers are too few',
    asOf: '2024-05-01',
    orders: [...YEAR, ...came(201, '2024-01-10', 29, 0)],
    expected: { f2Month: null },
  }),
];
