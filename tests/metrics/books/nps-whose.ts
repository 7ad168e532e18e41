import { handBook, ordersOfMany, productOf, type HandBook } from './build';
import { few } from './counted';

const D = '2024-06-01';

/** noon in Tokyo of that day */
const on = (day: string): string => `${day}T03:00:00Z`;

const stages = [
  'purchaser',
  'customer',
  'loyal',
  'follower',
  'fan',
  'fanClub',
  'evangelist',
] as const;
const segments = ['firstTime', 'second', 'trend', 'loyal'] as const;

/** The first order of a book is number 1001. */
export const NPS_WHOSE_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'an answer is of its order’s customer, else of the logged-in customer, else anonymous',
    asOf: D,
    orders: [
      { customer: 1, at: '2024-05-01', amount: 1000 }, // 1001
      { customer: 2, at: '2024-05-01', amount: 1000 }, // 1002
      { customer: null, at: '2024-05-01', amount: 1000 }, // 1003: a guest's
      { customer: 3, at: '2024-05-01', amount: 1000 }, // 1004
      { customer: null, at: '2024-05-01', amount: 1000 }, // 1005: a guest's
    ],
    settings: {
      answers: [
        { orderId: 1001, score: 10, at: on('2024-05-02') },
        // logged in as 3, and the order is 2's
        { orderId: 1002, customerId: 3, score: 9, at: on('2024-05-02') },
        { orderId: 1003, score: 0, at: on('2024-05-02') },
        // a guest's order, and 3 was logged in
        { orderId: 1005, customerId: 3, score: 8, at: on('2024-05-02') },
        // an unread order
        { orderId: 9999, score: 7, at: on('2024-05-02') },
        { visitor: 'a browser', score: 6, at: on('2024-05-02'), source: 'storefront' },
        { visitor: 'another', score: 10, at: on('2024-05-02'), source: 'storefront' },
        // logged in, and never bought
        { customerId: 77, score: 3, at: on('2024-05-02'), source: 'storefront' },
      ],
    },
    expected: {
      nps: {
        // 1: 10, 2: 9, 3: 8, 77: 3
        headline: few(2, 1, 1),
        // 1003 and 9999
        guests: few(0, 1, 1),
        anonymous: few(1, 0, 1),
        allAnswers: 8,
        // anonymous answers are in no source
        bySource: [
          { key: 'thank_you', ...few(2, 1, 0) },
          { key: 'order_status', ...few(0, 0, 0) },
          { key: 'storefront', ...few(0, 0, 1) },
          { key: 'link', ...few(0, 0, 0) },
        ],
        bySegment: [...segments, 'none' as const].map((key) => ({
          key,
          ...(key === 'firstTime' ? few(2, 1, 0) : key === 'none' ? few(0, 0, 1) : few(0, 0, 0)),
        })),
        byStage: [...stages, 'none' as const].map((key) => ({
          key,
          ...(key === 'purchaser' ? few(2, 1, 0) : key === 'none' ? few(0, 0, 1) : few(0, 0, 0)),
        })),
      },
    },
  }),
  handBook({
    name: 'an answer to an order makes its customer a fan, and a later one to another order undoes it',
    asOf: D,
    orders: [
      ...ordersOfMany(1, 2, ['2024-03-01', '2024-04-01']), // 1001, 1002: 1's; 1003, 1004: 2's
      ...ordersOfMany(3, 1, ['2024-03-01']), // 1005: 3's only one
    ],
    settings: {
      answers: [
        { orderId: 1002, score: 9, at: on('2024-04-05') },
        { orderId: 1003, score: 10, at: on('2024-03-05') },
        { orderId: 1004, score: 8, at: on('2024-04-06') },
        { orderId: 1005, score: 10, at: on('2024-03-05') },
      ],
    },
    expected: {
      stages: { purchaser: 1, customer: 1, fan: 1 },
      nps: {
        byStage: stages.map((key) => ({
          key,
          ...(key === 'purchaser' || key === 'fan'
            ? few(1, 0, 0)
            : key === 'customer'
              ? few(0, 1, 0)
              : few(0, 0, 0)),
        })),
      },
    },
  }),
  handBook({
    name: 'answers to first orders and to later ones: by the order, without one by the day',
    asOf: D,
    orders: [
      ...ordersOfMany(1, 4, ['2024-03-01', '2024-04-01']), // 1001 and 1002 are 1's, 1003 and 1004 2's ...
      { customer: 5, at: '2024-03-01', amount: 1000 }, // 1009
      { customer: 5, at: '2024-03-01T13:00:00Z', amount: 1000 }, // 1010: the same purchase
      { customer: 6, at: '2024-04-01', amount: 1000, cancelled: true }, // 1011
    ],
    settings: {
      answers: [
        // first 10, then 0: one in each
        { orderId: 1001, score: 10, at: on('2024-03-02') },
        { orderId: 1002, score: 0, at: on('2024-04-02') },
        // about the first order, after the second one
        { orderId: 1003, score: 7, at: on('2024-05-02'), source: 'link' },
        // no order: before the second purchase, and on its day
        { customerId: 3, score: 9, at: on('2024-03-31'), source: 'storefront' },
        { customerId: 4, score: 6, at: on('2024-04-01'), source: 'storefront' },
        { orderId: 1010, score: 8, at: on('2024-03-02') },
        // no counted order: neither
        { orderId: 1011, score: 1, at: on('2024-04-02') },
      ],
    },
    expected: {
      nps: {
        headline: few(1, 2, 3), // 9; 7, 8; 0, 6, 1
        firstOrder: few(2, 2, 0), // 10, 9; 7, 8
        repeat: few(0, 0, 2), // 0, 6
      },
    },
  }),
  handBook({
    name: 'an answer counts under each product of its order, a customer once under each',
    asOf: D,
    products: [productOf(11), productOf(12)],
    orders: [
      {
        customer: 1,
        at: '2024-03-01',
        lines: [
          { price: 1000, product: 11 },
          { price: 1000, product: 12 },
          { price: 1000, product: 12 },
          // returned goods and a gift card: no kept goods
          { price: 1000, product: 13, kept: 0 },
          { price: 1000, product: 14, giftCard: true },
        ],
      }, // 1001
      { customer: 1, at: '2024-04-01', lines: [{ price: 1000, product: 12 }] }, // 1002
      { customer: 2, at: '2024-04-01', lines: [{ price: 1000, product: 12 }, { price: 500 }] }, // 1003
      { customer: null, at: '2024-04-01', lines: [{ price: 1000, product: 11 }] }, // 1004
    ],
    settings: {
      answers: [
        { orderId: 1001, score: 10, at: on('2024-03-02') },
        { orderId: 1002, score: 5, at: on('2024-04-02') },
        { orderId: 1003, score: 8, at: on('2024-04-02') },
        // a guest, and an answer without an order
        { orderId: 1004, score: 0, at: on('2024-04-02') },
        { customerId: 2, score: 0, at: on('2024-04-01'), source: 'storefront' },
      ],
    },
    expected: {
      nps: {
        byProduct: [
          { key: '12', title: 'Product 12', ...few(0, 1, 1) },
          { key: '11', title: 'Product 11', ...few(1, 0, 0) },
        ],
      },
    },
  }),
];
