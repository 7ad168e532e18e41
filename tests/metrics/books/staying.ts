import { dayAfter, handBook, type HandBook } from './build';

const sale = (customer: number, at: string) => ({ customer, at, amount: 1000 });
const D = '2024-06-01';

export const STAYING_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'customers last observed on the day of a lapse are still at risk',
    asOf: '2024-03-01',
    settings: { lapseDays: 30 },
    orders: [
      // 1 and 2: 41 days of silence: lapsed at tenure 0 + 30
      sale(1, '2024-01-20'),
      sale(2, '2024-01-20'),
      // 3: not lapsed, observed for 30 days (30 January to 29 February)
      sale(3, '2024-01-30'),
      sale(3, '2024-02-20'),
      // 4: lapsed at 10 + 30
      sale(4, '2024-01-10'),
      sale(4, '2024-01-20'),
      // 5: not lapsed, observed for 59 days
      sale(5, '2024-01-01'),
      sale(5, '2024-02-25'),
      // 6: last observed on day 29: no longer at risk on day 30
      sale(6, '2024-01-31'),
    ],
    expected: {
      // 3 and 5 bought 10 and 5 days ago, 6 bought 30 days ago
      status: { active: 2, atRisk: 1, lapsed: 3 },
      ltv: {
        // S(30) = 1 - 2/5 = 3/5 (number 3 is still at risk); S(40) = 3/5 x (1 - 1/2) = 3/10
        medianStayDays: 40,
        staying: [
          { days: 0, share: 1 },
          { days: 30, share: 0.6 },
          { days: 40, share: 0.3 },
        ],
        durationDays: 365,
        // 30 x 1 + 10 x 3/5 + 325 x 3/10 = 133.5 days
        activeYears: 133.5 / 365,
      },
    },
  }),
  handBook({
    name: 'S = 1/2 reached in steps is exactly one half',
    asOf: D,
    settings: { lapseDays: 30 },
    // 28 customers, one lost at 30, 31, ... 43 days: 27/28 x 26/27 x ... x 14/15 = 14/28
    orders: Array.from({ length: 28 }, (_, index) => {
      const first = sale(index + 1, dayAfter(D, -100));
      if (index === 0) return [first];
      return [first, sale(index + 1, index < 14 ? dayAfter(D, index - 100) : dayAfter(D, -1))];
    }).flat(),
    expected: {
      status: { active: 14, lapsed: 14 },
      ltv: {
        medianStayDays: 43,
        // 30 whole days, a day each of 27/28 ... 15/28 (273/28 = 9.75), 365 - 43 = 322 days of 1/2
        activeYears: (30 + 9.75 + 161) / 365,
      },
    },
  }),
];
