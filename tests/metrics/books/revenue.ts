import { handBook, type HandBook, type OrderSpec } from './build';

const asOf = '2024-06-01';
const at = '2024-05-01';

const taxed: OrderSpec[] = [
  // tax in the price: 3 x 1080 with 240 of tax, 2 kept: 2160 - 160
  {
    customer: 1,
    at,
    taxesIncluded: true,
    lines: [{ price: 1080, quantity: 3, kept: 2, tax: 240 }],
  },
  // tax on top: 3 x 1000 and 240 of tax, 2 kept: 2000, with tax 2160
  { customer: 2, at, lines: [{ price: 1000, quantity: 3, kept: 2, tax: 240 }] },
];

export const REVENUE_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'revenue is kept goods, without their tax',
    asOf,
    orders: taxed,
    // 2000 + 2000
    expected: { revenue: 4000, ltv: { toDate: 2000, averageOrderValueToDate: 2000 } },
  }),
  handBook({
    name: 'the basis with tax adds tax on top and leaves included tax in',
    asOf,
    settings: { revenueBasis: 'withTax' },
    orders: taxed,
    // 2160 + (2000 + 160)
    expected: { revenue: 4320 },
  }),
  handBook({
    name: 'a tax that does not divide is not rounded',
    asOf,
    orders: [
      {
        customer: 1,
        at,
        taxesIncluded: true,
        lines: [{ price: 1100, quantity: 3, kept: 2, tax: 301 }],
      },
    ],
    // 2200 - 301 x 2/3
    expected: { revenue: 2200 - 602 / 3 },
  }),
  handBook({
    name: 'gift cards are no revenue, kept or not',
    asOf,
    orders: [
      // 6080 - 5000 - 80 of tax
      {
        customer: 1,
        at,
        taxesIncluded: true,
        lines: [
          { price: 1080, tax: 80 },
          { price: 5000, giftCard: true },
        ],
      },
      // current subtotal 1000 + 3000, less the one gift card kept: 1000
      {
        customer: 2,
        at,
        lines: [{ price: 1000 }, { price: 3000, quantity: 2, kept: 1, giftCard: true }],
      },
      // a gift card's tax does not reduce the goods: 2000 - 1000
      {
        customer: 3,
        at,
        taxesIncluded: true,
        lines: [{ price: 1000 }, { price: 1000, giftCard: true, tax: 100 }],
      },
    ],
    expected: { orders: { counted: 3 }, revenue: 3000 },
  }),
  handBook({
    name: 'a refund beside returned goods lowers revenue, never below 0',
    asOf,
    orders: [
      // 3000 - 500
      { customer: 1, at, amount: 3000, discrepancy: -500 },
      // 1 of 2 kept, and the refund is 200 below the worth of the other: 1000 + 200
      {
        customer: 2,
        at,
        lines: [{ price: 1000, quantity: 2, kept: 1 }],
        discrepancy: 200,
        status: 'PARTIALLY_REFUNDED',
      },
      // below 0 is 0; the goods are kept, so the purchase stands
      { customer: 3, at, amount: 3000, discrepancy: -9999 },
    ],
    // 2500 + 1200 + 0
    expected: { orders: { counted: 3 }, customers: 3, revenue: 3700 },
  }),
  handBook({
    name: 'cents stay exact, and shipping is no revenue',
    currency: 'USD',
    timezone: 'America/New_York',
    asOf,
    orders: [
      // 3 x 19.99 - 5.00 = 54.97
      { customer: 1, at, shipping: 7.5, lines: [{ price: 19.99, quantity: 3, discount: 5 }] },
      // 0.10 + 0.20
      { customer: 2, at, lines: [{ price: 0.1 }, { price: 0.2 }] },
    ],
    expected: { revenue: 55.27 },
  }),
  handBook({
    name: 'a currency of three decimals keeps them',
    currency: 'KWD',
    timezone: 'Asia/Kuwait',
    asOf,
    orders: [{ customer: 1, at, lines: [{ price: 1.234, quantity: 2 }] }],
    expected: { revenue: 2.468 },
  }),
  handBook({
    name: 'items are goods kept, without gift cards and tips, of the orders that count',
    asOf,
    orders: [
      // 2 of 3 kept, and 1: 3
      {
        customer: 1,
        at,
        lines: [
          { price: 1000, quantity: 3, kept: 2, product: 1 },
          { price: 500, product: 2 },
        ],
      },
      // 4 beside a gift card: 4
      {
        customer: 2,
        at,
        lines: [
          { price: 300, quantity: 4, product: 1 },
          { price: 5000, quantity: 2, giftCard: true },
        ],
      },
      // 2, one of them of no product, beside a tip of 300; the other has a discount: 2
      {
        customer: 3,
        at,
        lines: [
          { price: 800, discount: 100, product: 1 },
          { price: 250 },
          { price: 300, tip: true },
        ],
      },
      // a tip beside a gift card and a returned product: 1
      {
        customer: 4,
        at,
        taxesIncluded: true,
        lines: [
          { price: 1080, tax: 80, product: 1 },
          { price: 1080, tax: 80, kept: 0, product: 2 },
          { price: 5000, giftCard: true },
          { price: 100, tip: true },
        ],
      },
      // none of these counts
      { customer: 5, at, cancelled: true, lines: [{ price: 100, quantity: 9, product: 1 }] },
      { customer: null, at, lines: [{ price: 100, quantity: 9, product: 1 }] },
    ],
    // (3 + 4 + 2 + 1) / 4
    expected: { orders: { counted: 4 }, averageItemsPerOrder: 2.5 },
  }),
  handBook({
    name: 'without orders it is unknown how many items one has',
    asOf,
    orders: [{ customer: 1, at, cancelled: true, lines: [{ price: 100, product: 1 }] }],
    expected: { averageItemsPerOrder: null },
  }),
];
