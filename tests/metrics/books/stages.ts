import type { CustomerRecord } from '../../sandbox/store/records';
import { dayAfter, handBook, type HandBook, type OrderSpec } from './build';

const D = '2024-06-01';

/** One purchase a day, of the products given (0: one without a product). */
function buying(customer: number, ...products: number[]): OrderSpec[] {
  return products.map((product, index) => ({
    customer,
    at: dayAfter(D, index - 100),
    lines: [product === 0 ? { price: 1000 } : { price: 1000, product }],
  }));
}

/** noon in Tokyo of that day */
const on = (day: string): string => `${day}T03:00:00Z`;

function consent(
  state: 'SUBSCRIBED' | 'UNSUBSCRIBED',
  day: string,
): CustomerRecord['emailMarketing'] {
  return { state, updatedAt: on(day) };
}

const answer = (customerId: number, score: number, day: string) => ({
  customerId,
  score,
  at: on(day),
});
const brought = (customerId: number, times: number) =>
  Array.from({ length: times }, () => ({ customerId, at: on('2024-05-20') }));

export const STAGE_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'every customer is on the highest stage whose rule holds',
    asOf: D,
    settings: {
      productRoles: { '21': 'backEnd', '31': 'crossSell' },
      followerTags: ['LINE'],
      eventTags: ['TASTING'],
      answers: [
        answer(1, 10, '2024-05-01'),
        answer(11, 9, '2024-05-01'),
        // the latest answer decides
        answer(12, 10, '2024-05-01'),
        answer(12, 8, '2024-05-02'),
        // given after the last observed day
        answer(13, 8, '2024-05-01'),
        answer(13, 9, D),
      ],
      brought: [
        ...brought(14, 1),
        ...brought(17, 3),
        ...brought(18, 3),
        ...brought(19, 3),
        ...brought(20, 2),
        ...brought(21, 3),
      ],
    },
    customers: [
      { id: 1, tags: ['TASTING', 'LINE'] },
      { id: 6, emailMarketing: consent('SUBSCRIBED', '2024-01-01') },
      { id: 7, smsMarketing: consent('SUBSCRIBED', dayAfter(D, -1)) },
      { id: 8, emailMarketing: consent('SUBSCRIBED', D) },
      { id: 9, tags: ['LINE'] },
      { id: 10, tags: ['LINE'] },
      { id: 15, tags: ['TASTING'] },
      { id: 16, emailMarketing: consent('UNSUBSCRIBED', '2024-01-01') },
    ],
    orders: [
      ...buying(1, 0), // one purchase, whatever else: purchaser
      ...buying(2, 0, 0), // customer
      ...buying(3, 0, 0, 0), // loyal
      ...buying(4, 1, 21), // loyal by a back-end product
      ...buying(5, 31, 1), // loyal by a cross-sell product
      ...buying(6, 0, 0, 0), // follower by e-mail
      ...buying(7, 0, 0, 0), // follower by SMS, since the last observed day
      ...buying(8, 0, 0, 0), // loyal: subscribed on D, not before
      ...buying(9, 0, 0, 0), // follower by tag
      ...buying(10, 0, 0), // customer: stage 3 does not hold
      ...buying(11, 0, 0), // fan by an answer of 9
      ...buying(12, 0, 0), // customer: the latest answer is 8
      ...buying(13, 0, 0), // customer: the 9 came on D
      ...buying(14, 0, 0), // fan: brought one
      ...buying(15, 0, 0), // fan by event
      ...buying(16, 0, 0, 0), // loyal: unsubscribed
      ...buying(17, 1, 2, 3, 4, 5), // evangelist: brought three, five products
      ...buying(18, 1, 2, 3, 4, 4), // fan: four products
      {
        customer: 19,
        at: D.replace('06-01', '03-01'),
        lines: [1, 2, 3, 4, 5].map((product) => ({ price: 1000, product })),
      }, // purchaser: one purchase
      ...buying(20, 1, 2, 3, 4, 5), // fan: brought two
      // fan: a cancelled order is no purchase
      ...buying(21, 1, 2, 3, 4, 5).map((order, index) => ({ ...order, cancelled: index === 4 })),
    ],
    expected: {
      customers: 21,
      stages: {
        purchaser: 2, // 1, 19
        customer: 4, // 2, 10, 12, 13
        loyal: 5, // 3, 4, 5, 8, 16
        follower: 3, // 6, 7, 9
        fan: 6, // 11, 14, 15, 18, 20, 21
        fanClub: 0,
        evangelist: 1, // 17
      },
    },
  }),
  handBook({
    name: 'a loyal customer has as many purchases as the shop asks for',
    asOf: D,
    settings: { productRoles: { '21': 'backEnd' }, loyalPurchases: 4, followerTags: ['LINE'] },
    customers: [{ id: 3, tags: ['LINE'] }],
    orders: [
      ...buying(1, 0, 0, 0), // three: customer
      ...buying(2, 0, 0, 0, 0), // four: loyal, on the third day after the first
      ...buying(3, 0, 0, 0, 0, 0), // follower
      ...buying(4, 1, 21), // loyal by a back-end product on the next day
    ],
    expected: {
      stages: { purchaser: 0, customer: 1, loyal: 2, follower: 1, fan: 0 },
      // customer to loyal: 2 days twice, 0 by the back-end product; the tag was there before all purchases
      daysToNextStage: { purchaser: 1, customer: 2, loyal: 0, follower: null },
    },
  }),
  ...[
    { installedOn: D, stages: { follower: 0, loyal: 1, customer: 1, fan: 0 } },
    { installedOn: dayAfter(D, -1), stages: { follower: 1, loyal: 0, customer: 0, fan: 1 } },
  ].map(({ installedOn, stages }) =>
    handBook({
      name: `tags count from the day of install on: installed ${installedOn}, as of ${D}`,
      asOf: D,
      settings: { installedOn, followerTags: ['LINE'], eventTags: ['TASTING'] },
      customers: [
        { id: 1, tags: ['LINE'] },
        { id: 2, tags: ['TASTING'] },
      ],
      orders: [...buying(1, 0, 0, 0), ...buying(2, 0, 0)],
      expected: { stages },
    }),
  ),
  handBook({
    name: 'the transition with most value at stake, and the days between stages',
    asOf: D,
    settings: { productRoles: { '21': 'backEnd' } },
    orders: [
      // 8 purchasers with 1000 each
      ...Array.from({ length: 8 }, (_, index) => buying(index + 1, 0)).flat(),
      // a customer with 3000, the second purchase 10 days after the first
      { customer: 9, at: dayAfter(D, -100), amount: 1000 },
      { customer: 9, at: dayAfter(D, -90), amount: 2000 },
      // loyal with 4500: customer after 20 days, loyal after 30
      { customer: 10, at: dayAfter(D, -100), amount: 1500 },
      { customer: 10, at: dayAfter(D, -80), amount: 1500 },
      { customer: 10, at: dayAfter(D, -70), amount: 1500 },
      // loyal with 4500, by a back-end product: both after 60 days
      { customer: 11, at: dayAfter(D, -100), amount: 1500 },
      { customer: 11, at: dayAfter(D, -40), lines: [{ price: 3000, product: 21 }] },
    ],
    expected: {
      stageDetails: {
        purchaser: { customers: 8, revenue: 8000 },
        customer: { customers: 1, revenue: 3000 },
        loyal: { customers: 2, revenue: 9000 },
      },
      // 8 x (3000 - 1000) = 16,000; 1 x (4500 - 3000) = 1500
      valueAtStake: { from: 'purchaser', to: 'customer', amount: 16_000 },
      // medians of 10, 20, 60 and of 10, 0
      daysToNextStage: { purchaser: 20, customer: 5, loyal: null },
    },
  }),
];
