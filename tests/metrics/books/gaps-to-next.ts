import { dayAfter, handBook, ordersOfMany, type HandBook } from './build';

const D = '2024-06-15';

export const GAPS_TO_NEXT_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'the next purchase is expected after the median gap of those who were seen long enough',
    asOf: D,
    orders: [
      // first purchases 400 days ago, seen for more than 365 days after: 15 back after 20 days, 15 after 31
      ...ordersOfMany(1, 15, [dayAfter(D, -400), dayAfter(D, -380)]),
      ...ordersOfMany(101, 15, [dayAfter(D, -400), dayAfter(D, -369)]),
      // back after 366 days, which is too long; and seen for 364 days alone
      ...ordersOfMany(201, 5, [dayAfter(D, -400), dayAfter(D, -34)]),
      ...ordersOfMany(301, 40, [dayAfter(D, -365), dayAfter(D, -355)]),
      // 30 third purchases: seen for 91 days after the second, back after 7
      ...ordersOfMany(401, 30, [dayAfter(D, -92), dayAfter(D, -92 + 7), dayAfter(D, -92 + 14)]),
    ],
    expected: {
      gapsToNext: [
        // 20 x 15 and 31 x 15: the median lies between the two
        { after: 1, withinDays: 365, customers: 30, days: 25.5 },
        // the second purchase was 85 days ago: seen for 84
        { after: 2, withinDays: null, customers: 0, days: null },
        { after: 3, withinDays: null, customers: 0, days: null },
      ],
    },
  }),
  handBook({
    name: 'a younger shop takes the longest of 180 and 90 days with 30 who came back',
    asOf: D,
    orders: [...ordersOfMany(1, 30, [dayAfter(D, -182), dayAfter(D, -181), dayAfter(D, -91)])],
    expected: {
      gapsToNext: [
        { after: 1, withinDays: 180, customers: 30, days: 1 },
        // the second was 181 days ago: seen for 180
        { after: 2, withinDays: 180, customers: 30, days: 90 },
        { after: 3, withinDays: null, customers: 0, days: null },
      ],
    },
  }),
  handBook({
    name: 'with 29 who came back nothing is expected',
    asOf: D,
    orders: ordersOfMany(1, 29, [dayAfter(D, -400), dayAfter(D, -380)]),
    expected: {
      gapsToNext: [
        { after: 1, withinDays: null, customers: 0, days: null },
        {
          after: 2,
          withinDays: null,
          customers: 0,
          days: null,
        },
        { after: 3, withinDays: null, customers: 0, days: null },
      ],
    },
  }),
];
