import { dayAfter, handBook, ordersOfMany, type HandBook, type OrderSpec } from './build';

const D = '2024-06-01';

/** One newcomer each on so many successive days. */
function oneADay(from: number, first: string, days: number): OrderSpec[] {
  return Array.from({ length: days }, (_, at) => ({
    customer: from + at,
    at: dayAfter(first, at),
    amount: 1000,
  }));
}

/** The books number their orders from 1001 on; these from another number. */
function numberedFrom(book: HandBook, start: number, step = 1): HandBook {
  const orders = book.orders.map((order, at) => ({ ...order, name: `#${start + step * at}` }));
  return { ...book, orders };
}

const unknown = { orders: null, revenue: null, interval: null };
// 40 newcomers of 2000 each, 10 of whom buy for 2000 again: 30 are 500 below the mean, 10 are 1500 above it.
// V = (30 x 500^2 + 10 x 1500^2) / 40^2 = 18,750
const half = 1.96 * Math.sqrt(18_750);
const within: { orders: number; revenue: number; interval: [number, number] } = {
  orders: 1.25,
  revenue: 2500,
  interval: [2500 - half, 2500 + half],
};

const steady = oneADay(1, dayAfter(D, -360), 360);

export const HISTORY_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'a shop with even newcomers from order 1001 on has its whole history',
    asOf: D,
    orders: steady,
    expected: {
      history: { begins: 'known', reasons: [], notNew: null, suggestedFrom: null },
    },
  }),
  handBook({
    name: 'half as many newcomers again in the first 30 days are no sign',
    asOf: D,
    // 45 in 30 days against 180 in 180
    orders: [...steady, ...oneADay(1001, dayAfter(D, -360), 15)],
    expected: { history: { begins: 'known' } },
  }),
  handBook({
    name: 'more than half as many again are',
    asOf: D,
    // 46 in 30 days; 196 in 180 days against 180
    orders: [...steady, ...oneADay(1001, dayAfter(D, -360), 16)],
    expected: {
      history: {
        begins: 'middle',
        reasons: ['earlyNewcomers'],
        notNew: 16,
        newcomersFrom: null,
        suggestedFrom: dayAfter(D, -180),
      },
    },
  }),
  handBook({
    name: 'with 29 newcomers in days 180 to 360 the number that is not new is unknown',
    asOf: D,
    orders: [...ordersOfMany(1, 10, [dayAfter(D, -360)]), ...oneADay(101, dayAfter(D, -180), 29)],
    expected: {
      history: { reasons: ['earlyNewcomers'], notNew: null, suggestedFrom: null },
    },
  }),
  handBook({
    name: 'with 30 newcomers then it is known',
    asOf: D,
    orders: [...ordersOfMany(1, 40, [dayAfter(D, -360)]), ...oneADay(101, dayAfter(D, -180), 30)],
    expected: {
      history: {
        reasons: ['earlyNewcomers'],
        // 40 in 180 days against 30
        notNew: 10,
        suggestedFrom: dayAfter(D, -180),
      },
    },
  }),
  handBook({
    name: 'the first 30 days are no sign before day 360',
    asOf: dayAfter(D, -1),
    orders: [...steady, ...oneADay(1001, dayAfter(D, -360), 30)],
    expected: { history: { begins: 'known', reasons: [] } },
  }),
  handBook({
    name: 'Shopify counts more orders of one customer in twenty',
    asOf: D,
    orders: ordersOfMany(1, 20, ['2024-05-01']),
    customers: [{ id: 7, numberOfOrders: 2 }],
    expected: {
      history: {
        begins: 'middle',
        reasons: ['ordersAtShopify'],
        notNew: 1,
        // of 31 days: no newcomer since day 180
        suggestedFrom: null,
      },
    },
  }),
  handBook({
    name: 'Shopify counts more orders of one customer in twenty-one',
    asOf: D,
    orders: ordersOfMany(1, 21, ['2024-05-01']),
    customers: [{ id: 7, numberOfOrders: 2 }],
    expected: { history: { begins: 'known', notNew: null } },
  }),
  numberedFrom(
    handBook({
      name: 'the numbers of 40 orders start 2 above 1001',
      asOf: D,
      orders: ordersOfMany(1, 40, ['2024-05-01']),
      expected: { history: { begins: 'middle', reasons: ['orderNumbers'], notNew: null } },
    }),
    1003,
  ),
  numberedFrom(
    handBook({
      name: 'the numbers of 41 orders start 2 above 1001',
      asOf: D,
      orders: ordersOfMany(1, 41, ['2024-05-01']),
      expected: { history: { begins: 'known' } },
    }),
    1003,
  ),
  numberedFrom(
    handBook({
      name: 'numbers that do not rise by one are no sign',
      asOf: D,
      orders: ordersOfMany(1, 40, ['2024-05-01']),
      expected: { history: { begins: 'known' } },
    }),
    5000,
    3,
  ),
  ...(
    [
      ['half of them', ['#1003', '#1004', '#2000'], 'known'],
      ['more than half of them', ['#1003', '#1004', '#2000', '#2001'], 'middle'],
    ] as const
  ).map(([how, names, begins]) => {
    const book = handBook({
      name: `names of which ${how} rise by one`,
      asOf: D,
      orders: ordersOfMany(1, names.length, ['2024-05-01']),
      expected: { history: { begins } },
    });
    const orders = book.orders.map((order, at) => ({ ...order, name: names[at] ?? order.name }));
    return { ...book, orders };
  }),
  handBook({
    name: 'newcomers from a day on: earlier customers stay in revenue and states, and are in no F2, tenure or cohort',
    asOf: D,
    settings: { newcomersFrom: '2024-02-01', lapseDays: 60 },
    orders: [
      // 50 from before, half of whom return at once
      ...ordersOfMany(1, 50, ['2024-01-31'], 1000),
      ...ordersOfMany(1, 25, ['2024-02-10'], 1000),
      // 40 newcomers, 10 of whom return after 20 days
      ...ordersOfMany(101, 40, ['2024-02-01'], 2000),
      ...ordersOfMany(101, 10, ['2024-02-21'], 2000),
    ],
    expected: {
      customers: 90,
      // 75 x 1000 + 50 x 2000
      revenue: 175_000,
      status: { active: 0, atRisk: 0, lapsed: 90 },
      segments: { firstTime: 55, second: 35 },
      stages: { purchaser: 55, customer: 35 },
      ltv: {
        toDate: 175_000 / 90,
        // 40 newcomers seen for 121 days
        curve: [
          { days: 30, ...within },
          { days: 60, ...within },
          { days: 90, ...within },
          { days: 180, ...unknown },
          { days: 365, ...unknown },
          { days: 730, ...unknown },
        ],
        // 30 lapsed on day 60, 10 on day 80
        medianStayDays: 60,
      },
      repeat: {
        raw: 0.25,
        within: { '30': 0.25, '90': 0.25 },
        funnel: [40, 10, 0, 0, 0, 0, 0, 0, 0, 0],
        leaveMost: { step: 1, lost: 30 },
        firstProducts: [
          {
            productId: null,
            title: null,
            customers: 40,
            notYet: 30,
            within90: 0.25,
            medianDays: null,
          },
        ],
      },
      cohorts: { '2024-02': { customers: 40, active: [40, 0, 0, 0] } },
      newcomers: { '2024-Q1': { customers: 40, f2: 0.25 } },
      history: { newcomersFrom: '2024-02-01' },
    },
  }),
  handBook({
    name: 'buyers of the year are repeaters whenever they first bought',
    asOf: D,
    settings: { newcomersFrom: '2024-05-30' },
    orders: [
      { customer: 1, at: '2023-05-01', amount: 1000 },
      { customer: 1, at: '2024-05-01', amount: 1000 },
      { customer: 2, at: '2024-05-01', amount: 1000 },
    ],
    expected: {
      // 1 of 2
      repeat: { repeatRate365: 0.5, raw: null, funnel: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
      cohorts: {},
      newcomers: {},
      ltv: { activeYears: null, toDate: 1500 },
    },
  }),
];
