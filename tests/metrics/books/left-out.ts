import { handBook, type HandBook } from './build';

const at = '2024-05-01';

export const LEFT_OUT_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'an order is left out for the first reason that applies',
    asOf: '2024-06-01',
    orders: [
      // each has every later reason too
      {
        customer: null,
        at,
        amount: 0,
        test: true,
        cancelled: true,
        status: 'VOIDED',
        currency: 'USD',
      },
      { customer: null, at, amount: 0, cancelled: true, status: 'VOIDED', currency: 'USD' },
      { customer: null, at, lines: [{ price: 0, kept: 0 }], status: 'VOIDED', currency: 'USD' },
      { customer: 1, at, amount: 1000, status: 'EXPIRED' },
      { customer: null, at, amount: 0, status: 'REFUNDED', currency: 'USD' },
      // all of it was returned, whatever its status is
      { customer: 1, at, lines: [{ price: 1000, kept: 0 }], status: 'PARTIALLY_REFUNDED' },
      { customer: null, at, amount: 0, currency: 'USD' },
      { customer: null, at, lines: [{ price: 5000, giftCard: true }] },
      // a free sample beside a gift card
      { customer: 1, at, lines: [{ price: 5000, giftCard: true }, { price: 0 }] },
      // shipping gives an order no worth
      { customer: null, at, amount: 0, shipping: 500 },
      { customer: 1, at, lines: [{ price: 1000, discount: 1000 }] },
      { customer: null, at, amount: 700 },
      // 1 April to 1 June: 30 + 31 = 61 days pending; from 2 April: 60
      { customer: 1, at: '2024-04-01', amount: 1000, status: 'PENDING' },
      { customer: 2, at: '2024-04-02', amount: 1000, status: 'PENDING' },
      { customer: 3, at, amount: 1000, status: 'AUTHORIZED' },
      { customer: 4, at, amount: 1000, status: null },
      { customer: 5, at, amount: 1000, status: 'PARTIALLY_PAID' },
      {
        customer: 6,
        at,
        lines: [{ price: 500, quantity: 2, kept: 1 }],
        status: 'PARTIALLY_REFUNDED',
      },
    ],
    expected: {
      orders: {
        // 12 left out + 6 counted
        read: 18,
        counted: 6,
        excluded: {
          test: 1,
          cancelled: 1,
          voided: 2,
          refunded: 2,
          otherCurrency: 1,
          giftCardOnly: 2,
          zeroValue: 2,
          noCustomer: 1,
        },
        excludedRevenue: { noCustomer: 700, zeroValue: 0, giftCardOnly: 0, otherCurrency: null },
        longPending: 1,
      },
      customers: 6,
      // 5 x 1000 + 1 x 500; the guest's 700 is the shop's, no customer's
      revenue: 5500,
      shopRevenue: 6200,
    },
  }),
  handBook({
    name: 'an order counts at its processed time, in its current state',
    asOf: '2024-02-01',
    orders: [
      // imported later, but processed in January
      { customer: 1, at: '2024-01-10', createdAt: '2024-03-01T00:00:00Z', amount: 1000 },
      // cancelled after D: not counted
      { customer: 2, at: '2024-01-10', amount: 1000, cancelled: '2024-02-20T00:00:00Z' },
      // placed after D: not known as of D
      { customer: 1, at: '2024-02-10', createdAt: '2024-01-01T00:00:00Z', amount: 1000 },
    ],
    expected: {
      orders: { read: 2, counted: 1, excluded: { cancelled: 1 } },
      customers: 1,
      revenue: 1000,
      repeat: { raw: 0 },
    },
  }),
  handBook({
    name: 'a free order with goods added later counts with its current worth',
    asOf: '2024-06-01',
    orders: [
      // a free sample, and 1000 added: 1000
      { customer: 1, at, lines: [{ price: 0 }, { price: 1000, added: true }] },
      // wholly discounted, and 3 of 500 added, of which one went back: 1000
      {
        customer: 2,
        at,
        lines: [
          { price: 800, discount: 800 },
          { price: 500, quantity: 3, kept: 2, added: true },
        ],
      },
      // a gift card alone, and 700 added: 700
      {
        customer: 3,
        at,
        lines: [
          { price: 5000, giftCard: true },
          { price: 700, added: true },
        ],
      },
      // the added goods were returned: a free sample is left
      { customer: 4, at, lines: [{ price: 0 }, { price: 1000, kept: 0, added: true }] },
      // a gift card was added
      { customer: 5, at, lines: [{ price: 0 }, { price: 5000, giftCard: true, added: true }] },
      // 5 of 10 gift cards worth 999 are kept: their subtotal is 500, their worth 499.5
      {
        customer: 6,
        at,
        lines: [{ price: 0 }, { price: 99.9, quantity: 10, kept: 5, giftCard: true }],
      },
      // a tip makes no free sample a purchase, when it is placed or later
      { customer: 7, at, lines: [{ price: 0 }, { price: 300, tip: true }] },
      { customer: 8, at, lines: [{ price: 0 }, { price: 300, tip: true, added: true }] },
      // paid when placed, and worth 0 now by a change of prices: it stays a purchase
      { customer: 9, at, amount: 400, discrepancy: -400 },
    ],
    expected: {
      orders: { read: 9, counted: 4, excluded: { zeroValue: 3, giftCardOnly: 2 } },
      customers: 4,
      // 1000 + 1000 + 700 + 0
      revenue: 2700,
    },
  }),
];
