import { handBook, ordersOfMany, type HandBook, type OrderSpec } from './build';

const asOf = '2024-06-01';
const order = (customer: number, at: string, amount: number): OrderSpec => ({
  customer,
  at,
  amount,
});

/** One decile of 18,000: its customers, revenue, revenue so far, and its last customer. */
function decile(place: number, customers: number, revenue: number, soFar: number, last: number) {
  const lastRevenue = revenue / customers;
  return {
    decile: place,
    customers,
    revenue,
    share: revenue / 18_000,
    cumulativeShare: soFar / 18_000,
    lastRevenue,
    lastCustomerId: String(last),
  };
}

export const RANK_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'deciles of 12 customers; of equal revenue the smaller id comes first',
    asOf,
    orders: [
      ...ordersOfMany(1, 10, ['2024-05-01']),
      order(11, '2024-05-01', 3000),
      order(12, '2024-05-01', 5000),
    ],
    expected: {
      // 12, 11, then 1 ... 10; position p is in decile ceil(10 p / 12): 5 and 6 in the fifth,
      // 11 and 12 in the tenth
      deciles: [
        decile(1, 1, 5000, 5000, 12),
        decile(2, 1, 3000, 8000, 11),
        decile(3, 1, 1000, 9000, 1),
        decile(4, 1, 1000, 10_000, 2),
        decile(5, 2, 2000, 12_000, 4),
        decile(6, 1, 1000, 13_000, 5),
        decile(7, 1, 1000, 14_000, 6),
        decile(8, 1, 1000, 15_000, 7),
        decile(9, 1, 1000, 16_000, 8),
        decile(10, 2, 2000, 18_000, 10),
      ],
      ranks: {
        S: { customers: 1, revenue: 5000 },
        A: { customers: 2, revenue: 4000 },
        B: { customers: 4, revenue: 4000 },
        C: { customers: 5, revenue: 5000 },
      },
    },
  }),
  handBook({
    name: 'fewer than 10 customers have no deciles',
    asOf,
    orders: ordersOfMany(1, 9, ['2024-05-01']),
    expected: { deciles: null, ranks: null },
  }),
  handBook({
    name: 'equal customers share the better RFM score',
    asOf,
    orders: [
      order(1, '2024-01-01', 1000),
      order(2, '2023-12-01', 500),
      order(2, '2024-01-01', 500),
      order(3, '2024-02-01', 2000),
      order(4, '2024-03-01', 3000),
      order(5, '2024-01-10', 1000),
      order(5, '2024-02-10', 1000),
      order(5, '2024-03-01', 1000),
    ],
    expected: {
      rfm: {
        // recency: 1, 2 no better than 2 of 5: 5 x 2/5 = 2; 3: 3; 4, 5: 5.
        // frequency: 1, 3, 4 bought once: 5 x 3/5 = 3; 2: 4; 5: 5.
        // money: 1, 2 have 1000: 2; 3: 3; 4, 5: 5
        // no customer has 1, nor 4 but of frequency: their place has the value of the next score
        recency: ['2024-01-01', '2024-01-01', '2024-02-01', '2024-03-01', '2024-03-01'],
        frequency: [1, 1, 1, 2, 3],
        money: [1000, 1000, 2000, 3000, 3000],
        cells: [
          { r: 2, f: 3, m: 2, customers: 1, revenue: 1000 },
          { r: 2, f: 4, m: 2, customers: 1, revenue: 1000 },
          { r: 3, f: 3, m: 3, customers: 1, revenue: 2000 },
          { r: 5, f: 3, m: 5, customers: 1, revenue: 3000 },
          { r: 5, f: 5, m: 5, customers: 1, revenue: 3000 },
        ],
      },
    },
  }),
  handBook({
    name: 'an RFM score is rounded up: of 3 customers the least has 2, 4, 5',
    asOf,
    orders: [
      // 5 x 1/3 = 1.67, 5 x 2/3 = 3.33, 5
      order(1, '2024-01-01', 1000),
      order(2, '2024-01-02', 2000),
      order(3, '2024-01-03', 3000),
    ],
    expected: {
      rfm: {
        cells: [
          { r: 2, f: 5, m: 2, customers: 1, revenue: 1000 },
          { r: 4, f: 5, m: 4, customers: 1, revenue: 2000 },
          { r: 5, f: 5, m: 5, customers: 1, revenue: 3000 },
        ],
      },
    },
  }),
];
