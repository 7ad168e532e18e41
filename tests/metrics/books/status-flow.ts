import { dayAfter, handBook, ordersOfMany, type HandBook } from './build';

const D = '2024-06-15';
/** Set: active up to 30 days, at risk up to 60. */
const settings = { lapseDays: 60 };

export const STATUS_FLOW_BOOKS: readonly HandBook[] = [
  handBook({
    name: '100 active at the start, 20 no longer, 10 new and 5 woken make 95',
    asOf: D,
    settings,
    orders: [
      // S = 15 May. 80 bought on 1 May (14 days before S) and on 1 June: kept
      ...ordersOfMany(1, 80, ['2024-05-01', '2024-06-01']),
      // 20 bought on 1 May alone: 45 days before D
      ...ordersOfMany(101, 20, ['2024-05-01']),
      // 10 came on S itself (31 days before D) and bought again; 3 came on it and did not
      ...ordersOfMany(201, 10, ['2024-05-15', '2024-05-25']),
      ...ordersOfMany(251, 3, ['2024-05-15']),
      // 3 were at risk on S (31 days), 2 lapsed (61 days): all bought on 14 June
      ...ordersOfMany(301, 3, ['2024-04-14', '2024-06-14']),
      ...ordersOfMany(351, 2, ['2024-03-15', '2024-06-14']),
      // silent all along
      ...ordersOfMany(401, 7, ['2024-03-01']),
    ],
    expected: {
      customers: 125,
      lapseDays: 60,
      statusFlow: {
        since: '2024-05-15',
        start: 100,
        new: 10,
        woken: 5,
        gone: 20,
        kept: 80,
        now: 95,
      },
      status: { active: 95, atRisk: 23, lapsed: 7 },
    },
  }),
  handBook({
    name: 'the month before 31 March began on 29 February of a leap year',
    asOf: '2024-03-31',
    settings,
    orders: [
      // 28 February is known on S, 29 February is not
      ...ordersOfMany(1, 4, ['2024-02-28', '2024-03-20']),
      ...ordersOfMany(11, 2, ['2024-02-29', '2024-03-20']),
    ],
    expected: { statusFlow: { since: '2024-02-29', start: 4, kept: 4, new: 2, now: 6 } },
  }),
  handBook({
    name: 'a shop without orders has no one in or out',
    asOf: D,
    orders: [],
    expected: {
      statusFlow: { since: '2024-05-15', start: 0, new: 0, woken: 0, gone: 0, kept: 0, now: 0 },
      recency: { upTo: 730, customers: [] },
    },
  }),
  handBook({
    name: 'customers by days since the last purchase, 730 days back',
    asOf: D,
    orders: [
      ...ordersOfMany(1, 2, [dayAfter(D, -1)]),
      ...ordersOfMany(11, 3, [dayAfter(D, -700), dayAfter(D, -3)]),
      // 731 days ago: in no place
      ...ordersOfMany(21, 5, [dayAfter(D, -731)]),
    ],
    expected: { recency: { upTo: 730, customers: [0, 2, 0, 3] } },
  }),
  handBook({
    name: 'a lapse window of 800 days keeps customers by 800 days',
    asOf: D,
    settings: { lapseDays: 800 },
    orders: [
      { customer: 1, at: dayAfter(D, -800), amount: 1000 },
      { customer: 2, at: dayAfter(D, -801), amount: 1000 },
    ],
    expected: {
      recency: { upTo: 800, customers: [...Array.from({ length: 800 }, () => 0), 1] },
      status: { active: 0, atRisk: 1, lapsed: 1 },
    },
  }),
];
