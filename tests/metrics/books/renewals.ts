import { handBook, type HandBook, type OrderSpec } from './build';

const order = (customer: number, at: string, plan: boolean): OrderSpec => ({
  customer,
  at,
  lines: [{ price: 1000, plan }],
});

export const RENEWAL_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'repeat without renewals leaves out every delivery after the first',
    asOf: '2024-05-01',
    orders: [
      // a subscription and three renewals: n = 4, without renewals 1
      order(1, '2024-01-10', true),
      order(1, '2024-02-10', true),
      order(1, '2024-03-10', true),
      order(1, '2024-04-10', true),
      // a single order, the subscription's first delivery, a renewal: 3, without renewals 2
      order(2, '2024-01-10', false),
      order(2, '2024-02-10', true),
      order(2, '2024-03-10', true),
      // a renewal and something else on the same day: 2 either way
      order(3, '2024-01-10', true),
      order(3, '2024-02-10', true),
      order(3, '2024-02-10', false),
      // a first delivery in two parcels is no renewal: 1
      order(4, '2024-01-10', true),
      order(4, '2024-01-10', true),
    ],
    expected: {
      repeat: { raw: 0.75, funnel: [4, 3, 2, 1, 0, 0, 0, 0, 0, 0] },
      repeatWithoutRenewals: { raw: 0.5, funnel: [4, 2, 0, 0, 0, 0, 0, 0, 0, 0] },
      cohorts: {
        '2024-01': { customers: 4, active: [4, 3, 2, 1], revenue: [5000, 4000, 2000, 1000] },
      },
      cohortsWithoutRenewals: {
        // February: number 2's first delivery, number 3's other order
        '2024-01': { customers: 4, active: [4, 2, 0, 0], revenue: [5000, 2000, 0, 0] },
      },
    },
  }),
  handBook({
    name: 'without renewals the second purchase is the next one with more than a renewal, whatever is between',
    asOf: '2024-06-01',
    orders: Array.from({ length: 40 }, (_, index) => index + 1).flatMap((customer) => [
      order(customer, '2024-01-01', true),
      order(customer, '2024-01-11', true),
      // ten of the forty buy something else 45 days after their first
      ...(customer <= 10 ? [order(customer, '2024-02-15', false)] : []),
    ]),
    expected: {
      repeat: { raw: 1 },
      repeatWithoutRenewals: { raw: 0.25, within: { '30': 0, '60': 0.25 } },
    },
  }),
];
