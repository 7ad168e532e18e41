import { dayAfter, handBook, type HandBook, type OrderSpec } from './build';

const D = '2024-06-01';

/** Deliveries of a subscription: the last `ago` days before D, with these days between them. */
function deliveries(customer: number, ago: number, ...gaps: number[]): OrderSpec[] {
  const length = gaps.reduce((total, gap) => total + gap, 0);
  const offsets = gaps.reduce((days, gap) => [...days, (days.at(-1) ?? 0) + gap], [0]);
  return offsets.map((offset) => ({
    customer,
    at: dayAfter(D, offset - length - ago),
    lines: [{ price: 1000, plan: true }],
  }));
}

export const FAN_CLUB_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'the fan club is four deliveries, the last one recent',
    asOf: D,
    orders: [
      // median 30: 1.5 x 30 = 45 days
      ...deliveries(1, 45, 30, 30, 30), // in
      ...deliveries(2, 46, 30, 30, 30), // out: loyal, n = 4
      // median 60: 90 days
      ...deliveries(3, 90, 60, 60, 60), // in
      ...deliveries(4, 91, 60, 60, 60), // out
      // the median of 20, 60, 40 is 40: 60 days
      ...deliveries(5, 60, 20, 60, 40), // in
      ...deliveries(6, 61, 20, 60, 40), // out
      // median 7: 10.5 days, but 45 at least
      ...deliveries(7, 45, 7, 7, 7), // in
      // three deliveries: loyal
      ...deliveries(8, 1, 30, 30),
      // orders count, not purchases: four on one day are in, with n = 1
      ...deliveries(9, 10, 0, 0, 0),
      // the fourth was cancelled: loyal
      ...deliveries(10, 10, 30, 30, 30).map((order, index) => ({
        ...order,
        cancelled: index === 3,
      })),
    ],
    expected: {
      // in: 1, 3, 5, 7, 9; out: 2, 4, 6, 8, 10
      stages: { purchaser: 0, customer: 0, loyal: 5, fanClub: 5 },
    },
  }),
  handBook({
    name: 'the minimum contract of the fan club is a setting',
    asOf: D,
    settings: { fanClubMinimum: 3 },
    orders: [...deliveries(1, 1, 30, 30), ...deliveries(2, 1, 30)],
    expected: { stages: { customer: 1, fanClub: 1 } },
  }),
];
