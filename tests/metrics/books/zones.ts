import { handBook, type HandBook, type OrderSpec } from './build';

const sale = (customer: number, at: string): OrderSpec => ({ customer, at, amount: 1000 });

export const ZONE_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'Tokyo: a day begins at 15:00 UTC of the day before',
    asOf: '2024-03-01',
    orders: [
      // 31 January 23:59:59 and 1 February 00:00:00: two purchases in two months
      sale(1, '2024-01-31T14:59:59Z'),
      sale(1, '2024-01-31T15:00:00Z'),
      // 1 March 00:00:00 is D: not known; a second earlier it is 29 February
      sale(2, '2024-02-29T15:00:00Z'),
      sale(3, '2024-02-29T14:59:59Z'),
    ],
    expected: {
      orders: { read: 3, counted: 3 },
      customers: 2,
      repeat: { funnel: [2, 1, 0, 0, 0, 0, 0, 0, 0, 0] },
      cohorts: {
        '2024-01': { customers: 1, active: [1, 1], revenue: [1000, 1000] },
        '2024-02': { customers: 1, active: [1], revenue: [1000] },
      },
    },
  }),
  handBook({
    name: 'Kathmandu: a day begins at 18:15 UTC of the day before',
    currency: 'NPR',
    timezone: 'Asia/Kathmandu',
    asOf: '2024-03-01',
    orders: [
      sale(1, '2024-01-31T18:14:59Z'),
      sale(1, '2024-01-31T18:15:00Z'),
      sale(2, '2024-02-29T18:15:00Z'),
      sale(3, '2024-02-29T18:14:59Z'),
    ],
    expected: {
      orders: { read: 3, counted: 3 },
      customers: 2,
      repeat: { funnel: [2, 1, 0, 0, 0, 0, 0, 0, 0, 0] },
      cohorts: {
        '2024-01': { customers: 1, active: [1, 1], revenue: [1000, 1000] },
        '2024-02': { customers: 1, active: [1], revenue: [1000] },
      },
    },
  }),
  handBook({
    name: 'New York: days of 23 and 25 hours are one day',
    currency: 'USD',
    timezone: 'America/New_York',
    asOf: '2024-12-01',
    orders: [
      // 10 March lasts 23 hours, 05:00 UTC to 04:00 UTC: both orders are in it
      sale(1, '2024-03-10T05:00:00Z'),
      sale(1, '2024-03-11T03:59:59Z'),
      // a second outside on either side: 9 and 11 March
      sale(2, '2024-03-10T04:59:59Z'),
      sale(2, '2024-03-11T04:00:00Z'),
      // 3 November lasts 25 hours, 04:00 UTC to 05:00 UTC: both orders are in it
      sale(3, '2024-11-03T04:00:00Z'),
      sale(3, '2024-11-04T04:59:59Z'),
      // 2 and 4 November
      sale(4, '2024-11-03T03:59:59Z'),
      sale(4, '2024-11-04T05:00:00Z'),
      // 31 October 23:59:59, daylight saving time
      sale(5, '2024-11-01T03:59:59Z'),
      // 30 November 23:59:59 and 1 December 00:00:00 = D, standard time
      sale(6, '2024-12-01T04:59:59Z'),
      sale(7, '2024-12-01T05:00:00Z'),
    ],
    expected: {
      orders: { read: 10, counted: 10 },
      customers: 6,
      // customers 2 and 4 bought on two days
      repeat: { funnel: [6, 2, 0, 0, 0, 0, 0, 0, 0, 0] },
      cohorts: {
        // March ... November: customers 1 and 2, 2 orders each
        '2024-03': {
          customers: 2,
          active: [2, 0, 0, 0, 0, 0, 0, 0, 0],
          revenue: [4000, 0, 0, 0, 0, 0, 0, 0, 0],
        },
        '2024-10': { customers: 1, active: [1, 0], revenue: [1000, 0] },
        // customers 3 and 4 with 2 orders each, 6 with one
        '2024-11': { customers: 3, active: [3], revenue: [5000] },
      },
      incompleteMonth: null,
    },
  }),
];
