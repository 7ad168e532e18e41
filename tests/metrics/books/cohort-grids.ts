import type { GridCohort, OracleGrain } from '../oracle/cohort-grid';
import { handBook, type BookSpec, type HandBook, type OrderSpec } from './build';

/** A shop, a grain, and the cohorts by hand. */
export interface GridBook extends HandBook {
  grain: OracleGrain;
  grid: Record<string, GridCohort>;
}

interface GridSpec extends Omit<BookSpec, 'expected'> {
  grain: OracleGrain;
  grid: Record<string, GridCohort>;
}

const gridBook = ({ grain, grid, ...spec }: GridSpec): GridBook => ({
  ...handBook({ ...spec, expected: {} }),
  ...{ grain, grid },
});

const orders: OrderSpec[] = [
  // Wednesday and Sunday of one week, twice on the Sunday: two purchases, three orders
  { customer: 1, at: '2024-01-03', amount: 1000 },
  { customer: 1, at: '2024-01-07T01:00:00Z', amount: 500 },
  { customer: 1, at: '2024-01-07T02:00:00Z', amount: 500 },
  // the Monday after, and the last day of the quarter
  { customer: 1, at: '2024-01-08', amount: 1000 },
  { customer: 1, at: '2024-03-31', amount: 2000 },
  // the second purchase is in the next quarter
  { customer: 2, at: '2024-01-05', amount: 1000 },
  { customer: 2, at: '2024-04-01', amount: 1000 },
  { customer: 3, at: '2024-04-02', amount: 700 },
];

const plain = (sums: GridCohort['withoutRenewals'], customers: number): GridCohort => ({
  ...{ customers, ...sums },
  withoutRenewals: sums,
});

const delivery = (customer: number, at: string, plan: boolean): OrderSpec => ({
  customer,
  at,
  lines: [{ price: 1000, plan }],
});

export const GRID_BOOKS: readonly GridBook[] = [
  gridBook({
    name: 'by week: Sunday ends a week, Monday begins the next one',
    asOf: '2024-01-10',
    grain: 'week',
    orders,
    grid: {
      // both bought in the week; the first bought again in it, and in the next week
      '2024-01-01': plain(
        { active: [2, 1], repeated: [1, 0], orders: [4, 1], revenue: [3000, 1000] },
        2,
      ),
    },
  }),
  gridBook({
    name: 'by quarter: a customer counts once a quarter, and bought again once',
    asOf: '2024-04-03',
    grain: 'quarter',
    orders,
    grid: {
      '2024-01-01': plain(
        { active: [2, 1], repeated: [1, 1], orders: [6, 1], revenue: [6000, 1000] },
        2,
      ),
      '2024-04-01': plain({ active: [1], repeated: [0], orders: [1], revenue: [700] }, 1),
    },
  }),
  gridBook({
    name: 'by month, with months without a purchase, up to the month of the last day',
    asOf: '2024-04-01',
    grain: 'month',
    orders,
    grid: {
      '2024-01-01': plain(
        {
          active: [2, 0, 1],
          repeated: [1, 0, 0],
          orders: [5, 0, 1],
          revenue: [4000, 0, 2000],
        },
        2,
      ),
    },
  }),
  gridBook({
    name: 'without renewals: later deliveries, their orders and their revenue are left out',
    asOf: '2024-03-01',
    grain: 'month',
    orders: [
      // a first delivery in two parcels, then a renewal beside another order
      delivery(1, '2024-01-10T01:00:00Z', true),
      delivery(1, '2024-01-10T02:00:00Z', true),
      delivery(1, '2024-02-10T01:00:00Z', true),
      delivery(1, '2024-02-10T02:00:00Z', false),
      // an order, then the first delivery, then a renewal
      delivery(2, '2024-01-10', false),
      delivery(2, '2024-02-01', true),
      delivery(2, '2024-02-20', true),
      // renewals alone
      delivery(3, '2024-01-10', true),
      delivery(3, '2024-02-10', true),
    ],
    grid: {
      '2024-01-01': {
        customers: 3,
        ...{ active: [3, 3], repeated: [0, 3], orders: [4, 5], revenue: [4000, 5000] },
        withoutRenewals: {
          ...{ active: [3, 2], repeated: [0, 2], orders: [4, 2], revenue: [4000, 2000] },
        },
      },
    },
  }),
  gridBook({
    name: 'the latest 60 cohorts: an older one is left out, and so are its later purchases',
    asOf: '2024-01-01',
    grain: 'month',
    orders: [
      { customer: 1, at: '2018-12-31', amount: 1000 },
      { customer: 1, at: '2023-12-31', amount: 1000 },
      { customer: 2, at: '2019-01-01', amount: 500 },
      { customer: 3, at: '2023-12-01', amount: 800 },
    ],
    grid: {
      '2019-01-01': plain(
        {
          active: [1, ...Array<number>(59).fill(0)],
          repeated: Array<number>(60).fill(0),
          orders: [1, ...Array<number>(59).fill(0)],
          revenue: [500, ...Array<number>(59).fill(0)],
        },
        1,
      ),
      '2023-12-01': plain({ active: [1], repeated: [0], orders: [1], revenue: [800] }, 1),
    },
  }),
];
