import { dayAfter, handBook, type HandBook, type OrderSpec } from './build';

const asOf = '2024-06-01';

const bought = (customer: number, ...ago: number[]): OrderSpec[] =>
  ago.map((days) => ({ customer, at: dayAfter(asOf, -days), amount: 1000 }));

export const RETURNING_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'others count returning customers by orders, by buyers of a period, or by the year before',
    asOf,
    orders: [
      ...bought(1, 800, 500, 100),
      ...bought(2, 500),
      // two orders on one day: one purchase
      ...bought(3, 200, 200),
      ...bought(4, 20, 10),
      ...bought(5, 5),
      // the first day of the last 365, and the last one before them
      ...bought(6, 365),
      ...bought(7, 366),
      // the first day of the year before, and the last one before that
      ...bought(8, 730),
      ...bought(9, 731),
    ],
    expected: {
      returning: {
        // 4 and 5
        last30: { buyers: 2, repeaters: 1, reordered: 1, orders: 3, ordersAgain: 1 },
        // 1, 3, 4, 5, 6; the third purchase of 1 and the second of 4 are further ones
        last365: { buyers: 5, repeaters: 2, reordered: 3, orders: 7, ordersAgain: 2 },
        // 1, 2, 7, 8: only 1 came back
        yearBefore: { buyers: 4, kept: 1 },
      },
    },
  }),
  handBook({
    name: 'a period that the history does not cover has no returning customers',
    asOf,
    orders: bought(1, 364, 29),
    expected: {
      returning: {
        last30: { buyers: 1, repeaters: 1, reordered: 1, orders: 1, ordersAgain: 1 },
        last365: null,
        yearBefore: null,
      },
    },
  }),
];
