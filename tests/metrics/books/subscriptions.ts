import { dayAfter, handBook, productOf, type HandBook, type OrderSpec } from './build';

const asOf = '2024-06-01';

/** Customers `from` ... `to` with subscription orders these days before D. */
function some(
  [from, to]: [number, number],
  ago: readonly number[],
  { product = 1, plan = 77 } = {},
): OrderSpec[] {
  return Array.from({ length: to - from + 1 }, (_, at) =>
    ago.map((days) => ({
      customer: from + at,
      at: dayAfter(asOf, -days),
      lines: [{ price: 1000, product, plan }],
    })),
  ).flat();
}

/** `count` monthly orders, the first 300 days ago. */
const monthly = (count: number) => Array.from({ length: count }, (_, at) => 300 - 30 * at);

/** 10 of 30 end after the first order; 20 have reached the second. */
const twoOfThree = { second: 20 / 30, contract: 20 / 30, beyond: null };

const CONTRACT = [
  ...some([1, 20], monthly(1), { product: 2, plan: 78 }),
  ...some([21, 30], monthly(3)),
  ...some([31, 60], monthly(4)),
  ...some([61, 65], monthly(5)),
  ...some([66, 100], monthly(6)),
  // in the wait after their fourth order, ten days ago
  ...some([101, 112], [100, 70, 40, 10]),
  // the others' revenue
  { customer: 200, at: dayAfter(asOf, -50), amount: 47_000 },
];

export const SUBSCRIPTION_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'subscriptions last until the minimum contract, and who still waits has not ended',
    asOf,
    products: [productOf(1), productOf(2)],
    orders: CONTRACT,
    expected: {
      subscriptions: {
        ...{ customers: 112, active: 12 },
        // all gaps are 30 days: 1.5 x 30
        ...{ gapDays: 30, limitDays: 45 },
        // 20 + 10 x 3 + 30 x 4 + 5 x 5 + 35 x 6 + 12 x 4 = 453 orders of 1,000, beside 47,000
        revenueShare: 0.906,
        revenueShare365: null,
        contractOrders: 4,
        steps: [
          // 101-112 made theirs 100 and 70 days ago; the third, 40 days ago, is not past the limit
          { order: 1, reached: 112, ended: 20, current: 0, survival: 92 / 112 },
          { order: 2, reached: 92, ended: 0, current: 0, survival: 92 / 112 },
          { order: 3, reached: 80, ended: 10, current: 0, survival: (92 / 112) * (70 / 80) },
          { order: 4, reached: 70, ended: 30, current: 12, survival: (92 / 112) * 0.875 * (4 / 7) },
          {
            ...{ order: 5, reached: 40, ended: 5, current: 0 },
            survival: (92 / 112) * 0.875 * (4 / 7) * 0.875,
          },
          { order: 6, reached: 35, ended: 35, current: 0, survival: 0 },
        ],
        // 30 of 70 beside 10 of 80 and 5 of 40
        cliff: { order: 4, reached: 70, ended: 30, beside: 0.125 },
        laterLoss: { order: 6, reached: 35, ended: 35 },
        plans: [
          { planId: '77', customers: 92, gapDays: 30, second: 1, contract: 0.875, beyond: 0.5 },
          {
            planId: '78',
            customers: 20,
            gapDays: null,
            second: null,
            contract: null,
            beyond: null,
          },
        ],
        products: [
          {
            ...{ productId: '1', title: 'Product 1', customers: 92, gapDays: 30 },
            ...{ second: 1, contract: 0.875, beyond: 0.5 },
          },
          {
            ...{ productId: '2', title: 'Product 2', customers: 20, gapDays: null },
            ...{ second: null, contract: null, beyond: null },
          },
        ],
      },
    },
  }),
  handBook({
    name: 'a subscription has ended once the limit is past: 1.5 times the median gap of the shop',
    asOf,
    orders: [...some([1, 30], [151, 91]), ...some([31, 60], [150, 90])],
    expected: {
      subscriptions: {
        // gaps of 60 days: more than 90 days have passed since the order 91 days ago alone
        ...{ gapDays: 60, limitDays: 90, active: 30 },
        steps: [
          { order: 1, reached: 60, ended: 0, current: 0, survival: 1 },
          { order: 2, reached: 30, ended: 30, current: 30, survival: 0 },
        ],
        // no fourth order
        cliff: null,
        laterLoss: null,
      },
    },
  }),
  handBook({
    name: 'the minimum contract is a setting, and an order of two plans stands under each',
    asOf,
    settings: { fanClubMinimum: 2 },
    products: [1, 2, 3].map((product) => productOf(product)),
    orders: Array.from({ length: 30 }, (_, at) => at + 1).flatMap((customer) =>
      // 20 make a second order
      (customer <= 20 ? [200, 170] : [200]).map((days) => ({
        customer,
        at: dayAfter(asOf, -days),
        lines: [
          { price: 1000, product: 1, plan: 77 },
          // returned: under its plan, not under its product
          { price: 1000, product: 2, plan: 78, kept: 0 },
          { price: 1000, product: 3 },
        ],
      })),
    ),
    expected: {
      subscriptions: {
        contractOrders: 2,
        // 20 reached the second: no rate
        cliff: null,
        plans: [
          { planId: '77', customers: 30, gapDays: 30, ...twoOfThree },
          { planId: '78', customers: 30, gapDays: 30, ...twoOfThree },
        ],
        products: [
          { productId: '1', title: 'Product 1', customers: 30, gapDays: 30, ...twoOfThree },
        ],
      },
    },
  }),
  handBook({
    name: 'a shop without subscriptions has none to speak of',
    asOf,
    orders: [{ customer: 1, at: dayAfter(asOf, -10), amount: 1000 }],
    expected: { subscriptions: null },
  }),
];
