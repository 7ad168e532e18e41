import { handBook, type HandBook } from './build';

const sale = (customer: number, at: string, amount: number) => ({ customer, at, amount });

export const YEARLY_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'the revenue of a year is of the days D - 365 to D - 1 and of their buyers',
    asOf: '2024-06-01',
    orders: [
      // 365 days before D is 2 June 2023; a day earlier is not in it
      sale(1, '2023-06-01', 90_000),
      sale(1, '2023-06-02', 18_000),
      // to date 18,000, in the year 17,999
      sale(2, '2023-06-01', 1),
      sale(2, '2024-05-31', 17_999),
      // a purchase on day D is of no year that ends before it
      sale(2, '2024-06-01', 1),
      // all of it in the year, in two orders
      sale(3, '2024-01-01', 9000),
      sale(3, '2024-02-01', 9000),
      // bought before the year alone
      sale(4, '2023-05-01', 50_000),
      sale(5, '2024-03-01', 500),
    ],
    expected: {
      yearly: {
        // 1, 2, 3 and 5
        buyers: 4,
        // (18,000 + 17,999 + 18,000 + 500) / 4
        meanRevenue: 54_499 / 4,
        amount: 18_000,
        reached: 2,
        repeaters: 0.6,
      },
      repeat: { repeatRate365: 0.75 },
    },
  }),
  handBook({
    name: 'a year without buyers has no mean',
    asOf: '2024-06-01',
    orders: [sale(1, '2022-05-01', 20_000)],
    expected: { yearly: { buyers: 0, meanRevenue: null, reached: 0 } },
  }),
  handBook({
    name: 'less than 365 days of orders are no year',
    asOf: '2024-06-01',
    orders: [sale(1, '2023-06-03', 20_000)],
    expected: { yearly: null },
  }),
];
