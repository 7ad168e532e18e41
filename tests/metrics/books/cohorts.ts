import { handBook, type HandBook, type OrderSpec } from './build';

const orders: OrderSpec[] = [
  // two in the first month, then March and April
  { customer: 1, at: '2024-01-15', amount: 1000 },
  { customer: 1, at: '2024-01-20', amount: 1000 },
  { customer: 1, at: '2024-03-05', amount: 1000 },
  { customer: 1, at: '2024-04-09', amount: 1000 },
  // the last day of January, the first of February
  { customer: 2, at: '2024-01-31', amount: 1000 },
  { customer: 2, at: '2024-02-01', amount: 1000 },
  { customer: 3, at: '2024-04-01', amount: 1000 },
];

const january = [3000, 1000, 1000, 1000];

export const COHORT_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'a month that is not over is marked',
    asOf: '2024-04-10',
    orders,
    expected: {
      cohorts: {
        '2024-01': { customers: 2, active: [2, 1, 1, 1], revenue: january },
        '2024-04': { customers: 1, active: [1], revenue: [1000] },
      },
      incompleteMonth: '2024-04',
    },
  }),
  handBook({
    name: 'on the first of a month the month before is over and the new one has not begun',
    asOf: '2024-05-01',
    orders,
    expected: {
      cohorts: {
        '2024-01': { customers: 2, active: [2, 1, 1, 1], revenue: january },
        '2024-04': { customers: 1, active: [1], revenue: [1000] },
      },
      incompleteMonth: null,
    },
  }),
  handBook({
    name: 'a month that has begun without a purchase is 0',
    asOf: '2024-05-02',
    orders,
    expected: {
      cohorts: {
        '2024-01': { customers: 2, active: [2, 1, 1, 1, 0], revenue: [...january, 0] },
        '2024-04': { customers: 1, active: [1, 0], revenue: [1000, 0] },
      },
      incompleteMonth: '2024-05',
    },
  }),
];
