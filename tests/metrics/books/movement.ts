import { handBook, type HandBook, type OrderSpec } from './build';

const sale = (customer: number, at: string): OrderSpec => ({ customer, at, amount: 1000 });

/** Four deliveries at once, the first with a fifth product or without: in the fan club on that day. */
const contract = (customer: number, fifth: boolean): OrderSpec[] =>
  [1, 2, 3, 4].map((product) => ({
    customer,
    at: '2024-01-01',
    lines: [
      { price: 1000, plan: true, product },
      ...(fifth && product === 1 ? [{ price: 1000, product: 5 }] : []),
    ],
  }));
/** One order of a customer each week. */
const weekly = (customer: number, from: string, orders: number): OrderSpec[] =>
  Array.from({ length: orders }, (_, week) => {
    const day = new Date(Date.parse(`${from}T00:00:00Z`) + week * 7 * 86_400_000);
    return sale(customer, day.toISOString().slice(0, 10));
  });
const again = (customer: number, at: string, product: number): OrderSpec => ({
  customer,
  at,
  lines: [{ price: 1000, product }],
});
const brought = (customerId: number, ...days: string[]) =>
  days.map((day) => ({ customerId, at: `${day}T03:00:00Z` }));

export const MOVEMENT_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'movement in May',
    asOf: '2024-06-01',
    settings: { lapseDays: 30 },
    orders: [
      // 1: purchaser, then customer; silent since 1 April, back in May
      sale(1, '2024-03-01'),
      sale(1, '2024-05-10'),
      // 2: customer all along, lapsed in May (20 April is 42 days before 1 June)
      sale(2, '2024-04-01'),
      sale(2, '2024-04-20'),
      // 3: new in May, twice: customer
      sale(3, '2024-05-01'),
      sale(3, '2024-05-20'),
      // 5: new in May and lapsed in it: 31 days
      sale(5, '2024-05-01'),
      // 4: deliveries up to 20 March: in the fan club on 1 May (42 days ago), out on 1 June
      ...['2024-01-01', '2024-02-01', '2024-03-01', '2024-03-20'].map((at) => ({
        customer: 4,
        at,
        lines: [{ price: 1000, plan: true }],
      })),
    ],
    expected: {
      movement: {
        since: '2024-05-01',
        moves: [
          { from: 'none', to: 'purchaser', customers: 1 },
          { from: 'none', to: 'customer', customers: 1 },
          { from: 'purchaser', to: 'customer', customers: 1 },
          { from: 'customer', to: 'customer', customers: 1 },
          { from: 'fanClub', to: 'loyal', customers: 1 },
        ],
        // numbers 2 and 5; number 4 had lapsed before (42 days of silence), number 1 came back
        lapsed: 2,
        returned: 1,
      },
    },
  }),
  handBook({
    name: 'lapsed and returned customers of a month are counted by one window, though it shrinks in that month',
    asOf: '2024-06-15',
    orders: [
      // 1: each week for 104 weeks. Two years of orders and 100 gaps by 15 June: the window is 30 days,
      // which it was not on 1 June (240)
      ...weekly(1, '2022-06-15', 105),
      // 2: silent for 47 days on 1 June: lapsed before
      sale(2, '2024-04-15'),
      // 3: silent for 22 days on 1 June, 36 on the 15th: lapsed in June
      sale(3, '2024-05-10'),
      // 4: silent for 52 days on 1 June, back on the 10th
      sale(4, '2024-04-10'),
      sale(4, '2024-06-10'),
    ],
    expected: {
      lapseDays: 30,
      movement: {
        since: '2024-06-01',
        moves: [
          { from: 'purchaser', to: 'purchaser', customers: 2 },
          { from: 'purchaser', to: 'customer', customers: 1 },
          { from: 'loyal', to: 'loyal', customers: 1 },
        ],
        lapsed: 1,
        returned: 1,
      },
    },
  }),
  handBook({
    name: 'on the first of a month movement is that of the whole month before, and empty in the shop’s first',
    asOf: '2024-06-01',
    orders: [sale(1, '2024-05-01'), sale(1, '2024-05-31')],
    expected: { movement: null },
  }),
  handBook({
    name: 'the start of a movement has the data of that day: deliveries, gaps, answers, referrals',
    asOf: '2024-06-15',
    settings: {
      answers: [
        // 2: 5 in May, 9 on 1 June: a fan since
        { customerId: 2, score: 5, at: '2024-05-20T03:00:00Z' },
        { customerId: 2, score: 9, at: '2024-06-01T03:00:00Z' },
        // 3: a fan until 1 June
        { customerId: 3, score: 9, at: '2024-05-31T03:00:00Z' },
        { customerId: 3, score: 3, at: '2024-06-01T03:00:00Z' },
      ],
      // 4: brought on 31 May, 5 on 1 June
      brought: [
        { customerId: 4, at: '2024-05-31T03:00:00Z' },
        { customerId: 5, at: '2024-06-01T03:00:00Z' },
      ],
    },
    orders: [
      // 1: back in the fan club with a delivery on 1 June; its last before is 61 days old on that day
      ...['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01', '2024-06-01'].map((at) => ({
        customer: 1,
        at,
        lines: [{ price: 1000, plan: true }],
      })),
      // 6: the minimum contract is reached on 1 June
      ...['2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01'].map((at) => ({
        customer: 6,
        at,
        lines: [{ price: 1000, plan: true }],
      })),
      ...[2, 3, 4, 5].flatMap((customer) => [
        sale(customer, '2024-05-01'),
        sale(customer, '2024-05-02'),
      ]),
      // 7: deliveries 60, 60 and 30 days apart: 61 and 75 days of silence are no end
      ...['2023-11-03', '2024-01-02', '2024-03-02', '2024-04-01'].map((at) => ({
        customer: 7,
        at,
        lines: [{ price: 1000, plan: true }],
      })),
    ],
    expected: {
      movement: {
        since: '2024-06-01',
        moves: [
          { from: 'customer', to: 'fan', customers: 2 },
          { from: 'loyal', to: 'fanClub', customers: 2 },
          { from: 'fan', to: 'customer', customers: 1 },
          { from: 'fan', to: 'fan', customers: 1 },
          { from: 'fanClub', to: 'fanClub', customers: 1 },
        ],
        lapsed: 0,
        returned: 0,
      },
    },
  }),
  handBook({
    name: 'an evangelist is one from the second purchase on, or from the fifth product on if that is the last condition',
    asOf: '2024-06-01',
    settings: {
      brought: [
        ...brought(1, '2024-01-06', '2024-01-06', '2024-01-06'),
        ...brought(2, '2024-01-05', '2024-01-05', '2024-01-05'),
      ],
    },
    orders: [
      // 1: five products and three people brought, a fan on 11 January: 10 days
      ...contract(1, true),
      again(1, '2024-01-11', 1),
      // 2: a fan with three people brought on 5 January, the fifth product on 31 January: 30 days
      ...contract(2, false),
      again(2, '2024-01-03', 1),
      again(2, '2024-01-31', 5),
    ],
    expected: { stages: { evangelist: 2 }, daysToNextStage: { fanClub: 20 } },
  }),
  handBook({
    name: 'an evangelist is one from the third referral on if that is the last condition',
    asOf: '2024-06-01',
    settings: { brought: brought(1, '2024-01-21', '2024-01-05', '2024-01-06') },
    orders: [...contract(1, true), again(1, '2024-01-03', 1)],
    expected: { stages: { evangelist: 1 }, daysToNextStage: { fanClub: 20 } },
  }),
];
