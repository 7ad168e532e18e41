import { handBook, type HandBook, type Part } from './build';
import type { OracleReport } from '../oracle/oracle';

const unknown = { orders: null, revenue: null, interval: null };
const nothing: Part<OracleReport> = {
  orders: { counted: 0 },
  customers: 0,
  revenue: 0,
  firstOrderDay: null,
  daysOfOrders: 0,
  lapseDays: 240,
  status: { active: 0, atRisk: 0, lapsed: 0 },
  margin: { rate: null, coverage: null },
  ltv: {
    toDate: null,
    averageOrderValueToDate: null,
    // a shop without data: one year
    durationDays: 365,
    basis: 'default',
    medianStayDays: null,
    activeYears: null,
    averageOrderValue: null,
    annualPurchaseFrequency: null,
    purchaseDurationYears: 1,
    revenue: null,
    interval: null,
    curve: [30, 60, 90, 180, 365, 730].map((days) => ({ days, ...unknown })),
    longestKnownDays: null,
    value: null,
  },
  repeat: {
    raw: null,
    within: { '30': null, '60': null, '90': null, '180': null, '365': null },
    funnel: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    leaveMost: null,
    worstRate: null,
    repeatRate365: null,
    daysToSecond: null,
    firstProducts: [],
  },
  segments: { firstTime: 0, second: 0, trend: 0, loyal: 0 },
  stages: {
    purchaser: 0,
    customer: 0,
    loyal: 0,
    follower: 0,
    fan: 0,
    fanClub: 0,
    evangelist: 0,
  },
  valueAtStake: null,
  cohorts: {},
  newcomers: {},
  newcomersChange: null,
  yearly: null,
  history: { begins: 'known', reasons: [], notNew: null },
  deciles: null,
  ranks: null,
  rfm: { cells: [] },
};

export const EDGE_BOOKS: readonly HandBook[] = [
  handBook({
    name: 'an empty shop has counts of 0 and unknown rates',
    asOf: '2024-06-01',
    orders: [],
    expected: { ...nothing, orders: { read: 0, counted: 0 }, shopRevenue: 0 },
  }),
  handBook({
    name: 'a shop of guests only has revenue and no customers',
    asOf: '2024-06-01',
    orders: [{ customer: null, at: '2024-05-01', amount: 1000 }],
    expected: {
      ...nothing,
      orders: { read: 1, counted: 0, excluded: { noCustomer: 1 } },
      shopRevenue: 1000,
    },
  }),
  handBook({
    name: 'a young shop has the metrics of 80 days',
    asOf: '2024-06-01',
    // 40 customers on 13 March, 80 days before D; 10 of them again on 23 March
    orders: Array.from({ length: 40 }, (_, index) => [
      { customer: index + 1, at: '2024-03-13', amount: 1000 },
      ...(index < 10 ? [{ customer: index + 1, at: '2024-03-23', amount: 1000 }] : []),
    ]).flat(),
    expected: {
      daysOfOrders: 80,
      lapseDays: 240,
      status: { active: 40 },
      ltv: {
        toDate: 1250,
        averageOrderValueToDate: 1000,
        durationDays: 365,
        basis: 'default',
        medianStayDays: null,
        activeYears: 1,
        revenue: null,
        longestKnownDays: 60,
      },
      repeat: {
        raw: 0.25,
        // the other 30 were seen for 79 days
        within: { '30': 0.25, '60': 0.25, '90': null, '180': null, '365': null },
        repeatRate365: null,
        daysToSecond: null,
      },
      cohorts: { '2024-03': { customers: 40, active: [40, 0, 0], revenue: [50_000, 0, 0] } },
    },
  }),
];
