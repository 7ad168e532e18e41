import { handBook, type HandBook, type OrderSpec } from './build';

const D = '2024-06-01';

/** noon in Tokyo of that day */
const on = (day: string): string => `${day}T03:00:00Z`;

const bought = (customer: number, at: string, amount: number): OrderSpec => ({
  customer,
  at,
  amount,
});

export const NPS_WORTH_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'promoters beside detractors: revenue to date, and of the 180 days after the answer',
    asOf: D,
    orders: [
      // 31 May is the 180th day after 3 December
      bought(1, '2023-12-03', 3000),
      bought(1, '2023-12-04', 1000),
      bought(1, '2024-05-31', 500),
      // 29 April is the 180th day after 1 November, 30 April is not
      bought(2, '2023-11-01', 5000),
      bought(2, '2024-04-29', 700),
      bought(2, '2024-04-30', 900),
      bought(3, '2023-11-01', 1000),
      bought(3, '2024-01-01', 200),
      bought(4, '2023-11-01', 1000),
      bought(4, '2024-02-01', 200),
      bought(5, '2023-12-04', 2000),
    ],
    settings: {
      answers: [
        { customerId: 1, score: 10, at: on('2023-12-03') },
        { customerId: 2, score: 9, at: on('2023-11-01') },
        { customerId: 3, score: 3, at: on('2023-11-01') },
        // a detractor then, a promoter now
        { customerId: 4, score: 2, at: on('2023-11-01') },
        { customerId: 4, score: 10, at: on('2024-02-01') },
        // observed for 179 days
        { customerId: 5, score: 0, at: on('2023-12-04') },
      ],
    },
    expected: {
      nps: {
        promoterValue: {
          toDate: {
            promoters: { n: 3, mean: 4100 }, // 4500, 6600, 1200
            detractors: { n: 2, mean: 1600 }, // 1200, 2000
            ratio: 4100 / 1600,
            // s^2: (400^2 + 2500^2 + 2900^2) / 2 = 7,410,000 and 2 x 400^2 = 320,000
            low: (4100 / 1600) * Math.exp(-1.96 * Math.sqrt(7_410_000 / (3 * 4100 ** 2) + 0.0625)),
            high: (4100 / 1600) * Math.exp(1.96 * Math.sqrt(7_410_000 / (3 * 4100 ** 2) + 0.0625)),
          },
          after180: {
            promoters: { n: 2, mean: 1100 }, // 1500, 700
            detractors: { n: 2, mean: 200 }, // 3 and 4: 200 each
            ratio: 5.5,
            // s^2: 2 x 400^2 = 320,000 and 0
            low: 5.5 * Math.exp(-1.96 * Math.sqrt(320_000 / (2 * 1100 ** 2))),
            high: 5.5 * Math.exp(1.96 * Math.sqrt(320_000 / (2 * 1100 ** 2))),
          },
        },
        // ranks of 10, 9, 3, 10, 0: 4.5 3 2 4.5 1; of 4500, 6600, 1200, 1200, 2000: 4 5 1.5 1.5 3
        // products of the deviations from 3: 1.5 + 0 + 1.5 - 2.25 + 0 = 0.75, squares 9.5 and 9.5
        spearman: 0.75 / 9.5,
      },
    },
  }),
  handBook({
    name: 'a ratio needs two of each and a revenue; a customer who returned everything is worth 0',
    asOf: D,
    orders: [
      bought(1, '2024-05-01', 1000),
      bought(2, '2024-05-01', 3000),
      ...[3, 4].map((customer) => ({ ...bought(customer, '2024-05-01', 1000), cancelled: true })),
    ],
    settings: {
      answers: [10, 9, 0, 0].map((score, index) => ({
        customerId: index + 1,
        score,
        at: on('2024-05-02'),
      })),
    },
    expected: {
      nps: {
        promoterValue: {
          toDate: {
            ratio: null,
            low: null,
            high: null,
            promoters: { n: 2, mean: 2000 },
            detractors: { n: 2, mean: 0 },
          },
          after180: { ratio: null, promoters: { n: 0, mean: null } },
        },
        // ranks 4 3 1.5 1.5 and 3 4 1.5 1.5: off 2.5 by 1.5 0.5 -1 -1 and 0.5 1.5 -1 -1
        spearman: (0.75 + 0.75 + 1 + 1) / 4.5,
      },
    },
  }),
  ...(
    [
      ['detractor', [10, 9, 0], { n: 2, mean: 2000 }, { n: 1, mean: 1000 }],
      ['promoter', [10, 0, 0], { n: 1, mean: 1000 }, { n: 2, mean: 2000 }],
    ] as const
  ).map(([alone, scores, promoters, detractors]) =>
    handBook({
      name: `one ${alone} alone makes no ratio`,
      asOf: D,
      orders: [
        bought(1, '2024-05-01', 1000),
        bought(2, '2024-05-01', 3000),
        bought(3, '2024-05-01', 1000),
      ],
      settings: {
        answers: scores.map((score, index) => ({
          customerId: index + 1,
          score,
          at: on('2024-05-02'),
        })),
      },
      expected: {
        nps: {
          promoterValue: { toDate: { ratio: null, low: null, high: null, promoters, detractors } },
        },
      },
    }),
  ),
  handBook({
    name: 'promoters worth 0 are a ratio of 0 without an interval',
    asOf: D,
    orders: [
      // one returned the order; the other kept the goods and got a refund above their worth
      { ...bought(1, '2024-05-01', 1000), cancelled: true },
      { ...bought(2, '2024-05-01', 1000), discrepancy: -9999 },
      bought(3, '2024-05-01', 1000),
      bought(4, '2024-05-01', 3000),
    ],
    settings: {
      answers: [9, 9, 0, 0].map((score, index) => ({
        customerId: index + 1,
        score,
        at: on('2024-05-02'),
      })),
    },
    expected: {
      nps: {
        promoterValue: {
          toDate: {
            ratio: 0,
            low: null,
            high: null,
            promoters: { n: 2, mean: 0 },
            detractors: { n: 2, mean: 2000 },
          },
        },
      },
    },
  }),
  handBook({
    name: 'an asked buyer has answered, has closed the question, or neither',
    asOf: D,
    orders: [
      bought(1, '2024-05-01', 1000),
      bought(2, '2024-05-01', 1000),
      bought(3, '2024-05-31', 1000),
    ],
    settings: {
      views: [
        { orderId: 1001, source: 'thank_you', at: on('2024-05-01') },
        { orderId: 1002, source: 'thank_you', at: on('2024-05-01'), dismissedAt: on('2024-05-01') },
        // closed, and answered by mail
        {
          orderId: 1003,
          source: 'order_status',
          at: on('2024-05-31'),
          dismissedAt: on('2024-05-31'),
        },
        { visitor: 'a browser', source: 'storefront', at: on('2024-05-01') },
        { visitor: 'another', source: 'storefront', at: on('2024-05-01') },
        // asked twice, answered after the second time
        { customerId: 1, source: 'storefront', at: on('2024-01-01') },
        { customerId: 1, source: 'storefront', at: on('2024-05-01') },
        { orderId: 9999, source: 'thank_you', at: on(D) },
      ],
      answers: [
        { orderId: 1001, score: 10, at: on('2024-05-01') },
        { orderId: 1003, score: 5, at: on('2024-05-31'), source: 'link' },
        { visitor: 'a browser', score: 3, at: on('2024-05-01'), source: 'storefront' },
        { visitor: 'another', score: 3, at: on(D), source: 'storefront' },
        { customerId: 1, score: 9, at: on('2024-05-02'), source: 'storefront' },
        // no view of the question
        { orderId: 7777, score: 8, at: on('2024-05-02'), source: 'link' },
      ],
    },
    expected: {
      nps: {
        responses: {
          views: 7,
          dismissals: 1,
          answers: 4,
          rate: 4 / 7,
          bySource: [
            { key: 'thank_you', views: 2, dismissals: 1, answers: 1, rate: 0.5 },
            { key: 'order_status', views: 1, dismissals: 0, answers: 1, rate: 1 },
            { key: 'storefront', views: 4, dismissals: 0, answers: 2, rate: 0.5 },
            { key: 'link', views: 0, dismissals: 0, answers: 0, rate: null },
          ],
        },
      },
    },
  }),
];
