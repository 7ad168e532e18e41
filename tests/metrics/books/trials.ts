import {
  dayAfter,
  handBook,
  productOf,
  type HandBook,
  type LineSpec,
  type OrderSpec,
} from './build';

const asOf = '2024-06-01';
/** 100 days before D: every duration without an event is 99 days. */
const began = dayAfter(asOf, -100);
const trial: LineSpec = { price: 1000, product: 1 };
const other: LineSpec = { price: 1200, product: 3 };
const main: LineSpec = { price: 4000, product: 2 };
const soap: LineSpec = { price: 800, product: 4 };
/** A first visit from Google. */
const journey: OrderSpec['journey'] = {
  first: { source: 'Google', sourceType: null, referralCode: null, utm: null },
  last: null,
};

/** `count` customers from `from` on, each with these orders: days after the first, and lines. */
function some(
  from: number,
  count: number,
  ...orders: [after: number, ...lines: LineSpec[]][]
): OrderSpec[] {
  return Array.from({ length: count }, (_, at) =>
    orders.map(([after, ...lines]) => ({
      customer: from + at,
      at: dayAfter(began, after),
      lines,
    })),
  ).flat();
}

const roles = { '1': 'trial', '3': 'trial', '2': 'main' } as const;

const MIXED = [
  // 1-20: the main product after 30 days
  ...some(1, 20, [0, trial], [30, main]),
  // 21-30: a subscription to soap after 31 days; a second trial meanwhile changes nothing
  ...some(21, 10, [0, trial], [10, trial], [31, { ...soap, plan: true }]),
  // 31-40: the main product after 91 days, which no k sees
  ...some(31, 10, [0, trial], [91, main]),
  // 41-60: soap without a plan: not moved
  ...some(41, 20, [0, trial], [20, soap]),
  // 61-80: another trial beside it
  ...some(61, 20, [0, trial, other], [40, main, soap]),
  // 81-90 began with the main product, or with a trial and it: none of them
  ...some(81, 5, [0, main], [10, main]),
  ...some(86, 5, [0, trial, main], [10, main]),
  // 91-110 began with the other trial alone
  ...some(91, 20, [0, other]),
];

export const TRIAL_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'of those who began with trials alone, the share that goes on to a main product or a subscription',
    asOf,
    settings: { productRoles: roles },
    products: [productOf(1), productOf(3)],
    orders: MIXED,
    expected: {
      trialToMain: {
        // 1-80 and 91-110
        customers: 100,
        within: {
          // 20 of 100
          '30': 0.2,
          // 20 + 10 + 20 of 100
          '60': 0.5,
          '90': 0.5,
        },
        products: [
          {
            productId: '1',
            title: 'Product 1',
            // 1-80: 20, then 50
            ...{ customers: 80, within: { '30': 0.25, '60': 0.625, '90': 0.625 } },
          },
          {
            productId: '3',
            title: 'Product 3',
            // 61-80 and 91-110: 20 durations reach 60 days
            ...{ customers: 40, within: { '30': 0, '60': null, '90': null } },
          },
        ],
        sources: [{ source: null, customers: 100, within: { '30': 0.2, '60': 0.5, '90': 0.5 } }],
      },
    },
  }),
  handBook({
    name: 'a trial that is sold as a subscription is no step to the main product, its first renewal is',
    asOf,
    settings: { productRoles: roles },
    orders: [
      // 30 of 60 renew after 28 days
      ...some(1, 30, [0, { ...trial, plan: true }], [28, { ...trial, plan: true }]),
      ...some(31, 30, [0, { ...trial, plan: true }]),
    ],
    expected: { trialToMain: { customers: 60, within: { '30': 0.5, '60': 0.5, '90': 0.5 } } },
  }),
  handBook({
    name: 'orders that are left out, and returned goods, are no step to the main product',
    asOf,
    settings: { productRoles: roles },
    orders: [
      ...some(1, 29, [0, trial]),
      ...some(30, 1, [0, trial], [10, { ...main, kept: 0 }, soap]),
      ...some(31, 1, [0, trial], [10, main]).map((order) =>
        order.at === began ? order : { ...order, cancelled: true },
      ),
      // observed for 49 days: of the 37 durations 31 reach 60 days
      ...some(32, 6, [50, trial]),
    ],
    expected: {
      trialToMain: { customers: 37, within: { '30': 0, '60': 0, '90': 0 } },
    },
  }),
  handBook({
    name: 'newcomers from a day on are those who began since then, and each source has its own',
    asOf,
    settings: { productRoles: roles, newcomersFrom: dayAfter(began, 1) },
    orders: [
      ...some(1, 40, [0, trial], [10, main]),
      ...some(41, 30, [1, trial]),
      ...some(71, 3, [2, trial], [12, main]).map((order) => ({
        ...order,
        journey,
      })),
    ],
    expected: {
      trialToMain: {
        customers: 33,
        // 3 of 33
        within: { '30': 1 / 11, '60': 1 / 11, '90': 1 / 11 },
        sources: [
          { source: null, customers: 30, within: { '30': 0, '60': 0, '90': 0 } },
          { source: 'google', customers: 3, within: { '30': null, '60': null, '90': null } },
        ],
      },
    },
  }),
  handBook({
    name: 'without a trial product nothing is said of trials',
    asOf,
    settings: { productRoles: { '2': 'main' } },
    orders: some(1, 40, [0, trial], [10, main]),
    expected: { trialToMain: null },
  }),
  handBook({
    name: 'trials that no customer began with have no share',
    asOf,
    settings: { productRoles: roles },
    orders: some(1, 40, [0, main], [10, trial]),
    expected: {
      trialToMain: {
        customers: 0,
        within: { '30': null, '60': null, '90': null },
        products: [],
        sources: [],
      },
    },
  }),
];
