import { handBook, type HandBook, type OrderSpec } from './build';

// three orders on 1 March, one on 5 March
const orders: OrderSpec[] = ['2024-03-01', '2024-03-01', '2024-03-01', '2024-03-05'].map((at) => ({
  customer: 1,
  at,
  amount: 1000,
}));

// three purchases on one day and a fourth: the month of D - 1 has one active customer either way
const expected = {
  customers: 1,
  orders: { counted: 4 },
  revenue: 4000,
  cohorts: { '2024-03': { customers: 1, active: [1], revenue: [4000] } },
};

export const PURCHASE_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'counted orders of one day are one purchase',
    asOf: '2024-04-01',
    orders,
    expected: {
      ...expected,
      // average order value is of orders: 4000 / 4
      ltv: { averageOrderValueToDate: 1000, toDate: 4000 },
      repeat: { funnel: [1, 1, 0, 0, 0, 0, 0, 0, 0, 0] },
      segments: { second: 1 },
      stages: { customer: 1 },
    },
  }),
  handBook({
    name: 'a setting counts every order as a purchase',
    asOf: '2024-04-01',
    settings: { counting: 'order' },
    orders,
    expected: {
      ...expected,
      ltv: { averageOrderValueToDate: 1000, toDate: 4000 },
      repeat: { funnel: [1, 1, 1, 1, 0, 0, 0, 0, 0, 0] },
      segments: { loyal: 1 },
      stages: { loyal: 1 },
    },
  }),
];
