import type { VisitRecord } from '../../sandbox/store/records';
import type { OracleFilter } from '../oracle/filtered';
import { handBook, type BookSpec, type HandBook, type LineSpec, type OrderSpec } from './build';

/** A shop, whom a filter chooses, and their numbers by hand. */
export interface FilterBook extends HandBook {
  filter: OracleFilter;
}

const filterBook = ({ filter, ...spec }: BookSpec & Pick<FilterBook, 'filter'>): FilterBook => ({
  ...handBook(spec),
  filter,
});

const asOf = '2024-06-01';
const full: LineSpec = { price: 1000, product: 1 };
const sale: LineSpec = { price: 1000, product: 1, discount: 100 };
const other: LineSpec = { price: 700, product: 2 };

const bought = (customer: number, at: string, ...lines: LineSpec[]): OrderSpec => ({
  customer,
  at,
  lines,
});

function visit(source: string, utm?: Partial<NonNullable<VisitRecord['utm']>>): VisitRecord {
  const none = { source: null, medium: null, campaign: null };
  return { source, sourceType: null, referralCode: null, utm: utm ? { ...none, ...utm } : null };
}

/** Borders of README.md section 9. */
export const FILTER_BOOKS: readonly FilterBook[] = [
  filterBook({
    name: 'the first counted order decides, and all orders count',
    asOf,
    filter: { product: '1' },
    orders: [
      // 1: first product 1, then product 2: chosen, with 1000 + 700
      bought(1, '2024-01-10', full),
      bought(1, '2024-02-10', other),
      // 2: product 1 only later: not chosen
      bought(2, '2024-01-10', other),
      bought(2, '2024-02-10', full),
      // 3: both in the first order: chosen, with 1700
      bought(3, '2024-03-10', full, other),
    ],
    expected: {
      customers: 2,
      revenue: 3400,
      orders: { read: 3, counted: 3 },
      repeat: { raw: 1 / 2, funnel: [2, 1, 0, 0, 0, 0, 0, 0, 0, 0] },
    },
  }),
  filterBook({
    name: 'of two orders in one second the smaller id is first',
    asOf,
    filter: { discount: true },
    orders: [
      // 1: the sale has the smaller id
      bought(1, '2024-01-10T05:00:00Z', sale),
      bought(1, '2024-01-10T05:00:00Z', full),
      // 2: the full price has
      bought(2, '2024-01-10T05:00:00Z', full),
      bought(2, '2024-01-10T05:00:00Z', sale),
    ],
    expected: { customers: 1, revenue: 1900 },
  }),
  filterBook({
    name: 'a day of several orders is one purchase whose earliest order decides',
    asOf,
    filter: { discount: false },
    orders: [
      // 1: the later order of the day is written first and is on discount: chosen
      bought(1, '2024-01-10T09:00:00Z', sale),
      bought(1, '2024-01-10T03:00:00Z', full),
      // 2: the earlier one is on discount; the purchase of the day is not
      bought(2, '2024-01-10T03:00:00Z', sale),
      bought(2, '2024-01-10T09:00:00Z', full),
    ],
    // 1900 each; one purchase of two orders
    expected: {
      customers: 1,
      revenue: 1900,
      orders: { counted: 2 },
      repeat: { funnel: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    },
  }),
  filterBook({
    name: 'where the first order is cancelled, free or gift cards alone, the next counted one is first',
    asOf,
    filter: { discount: true },
    orders: [
      // 1: cancelled, then on discount: chosen; the cancelled order is read, not counted
      { ...bought(1, '2024-01-10', full), cancelled: '2024-05-01T00:00:00Z' },
      bought(1, '2024-02-10', sale),
      // 2: a gift card, then on discount: chosen
      bought(2, '2024-01-10', { price: 5000, giftCard: true }),
      bought(2, '2024-02-10', sale),
      // 3: on discount and cancelled, then at full price: not chosen
      { ...bought(3, '2024-01-10', sale), cancelled: true },
      bought(3, '2024-02-10', full),
      // 4: a sample for nothing, then on discount: chosen
      bought(4, '2024-01-10', { price: 0, product: 3 }),
      bought(4, '2024-02-10', sale),
    ],
    expected: {
      customers: 3,
      revenue: 2700,
      orders: { read: 6, counted: 3, excluded: { cancelled: 1, giftCardOnly: 1, zeroValue: 1 } },
      cohorts: { '2024-02': { customers: 3, active: [3, 0, 0, 0], revenue: [2700, 0, 0, 0] } },
    },
  }),
  filterBook({
    name: 'as of a past day only first orders before it choose',
    asOf: '2024-02-01',
    filter: { product: '1' },
    orders: [
      bought(1, '2024-01-31', full),
      // 00:00 of the day in Tokyo
      bought(2, '2024-01-31T15:00:00Z', full),
      // the second before
      bought(3, '2024-01-31T14:59:59Z', full),
      bought(1, '2024-03-01', full),
    ],
    expected: { customers: 2, revenue: 2000, orders: { read: 2, counted: 2 } },
  }),
  filterBook({
    name: 'a returned product of the first order is none of its products',
    asOf,
    filter: { product: '1' },
    orders: [
      bought(1, '2024-01-10', { ...full, quantity: 2, kept: 0 }, other),
      bought(2, '2024-01-10', { ...full, quantity: 2, kept: 1 }, other),
    ],
    expected: { customers: 1, revenue: 1700 },
  }),
  filterBook({
    name: 'a source has one key however its link spells it',
    asOf,
    filter: { source: 'google/cpc' },
    orders: [
      {
        ...bought(1, '2024-01-10', full),
        journey: { first: visit('Google', { source: ' Google', medium: 'CPC' }), last: null },
      },
      {
        ...bought(2, '2024-01-10', full),
        journey: {
          first: visit('x', { source: 'ＧＯＯＧＬＥ', medium: 'cpc\t' }),
          last: visit('direct'),
        },
      },
      // another medium, no medium, no UTM
      {
        ...bought(3, '2024-01-10', full),
        journey: { first: visit('Google', { source: 'google', medium: 'email' }), last: null },
      },
      {
        ...bought(4, '2024-01-10', full),
        journey: { first: visit('Google', { source: 'google' }), last: null },
      },
      {
        ...bought(5, '2024-01-10', full),
        journey: { first: visit('Google'), last: visit('x', { source: 'google', medium: 'cpc' }) },
      },
      // no first visit: the last one
      {
        ...bought(6, '2024-01-10', full),
        journey: { first: null, last: visit('x', { source: 'google', medium: 'cpc' }) },
      },
      bought(7, '2024-01-10', full),
    ],
    expected: {
      customers: 3,
      // of the shop, not of the chosen: 6 of 7 have a source
      sourceUnknown: 1 / 7,
      firstOrders: {
        unknownSource: 1,
        sources: [
          { source: 'google/cpc', customers: 3 },
          { source: 'google', customers: 2 },
          { source: 'google/email', customers: 1 },
        ],
      },
    },
  }),
  filterBook({
    name: 'an unknown source is a source of its own',
    asOf,
    filter: { source: 'unknown' },
    orders: [
      bought(1, '2024-01-10', full),
      {
        ...bought(2, '2024-01-10', full),
        journey: { first: visit('unknown'), last: visit('direct') },
      },
      { ...bought(3, '2024-01-10', full), journey: { first: null, last: null } },
      { ...bought(4, '2024-01-10', full), journey: { first: visit('direct'), last: null } },
      // a link with the reader's address in it
      {
        ...bought(5, '2024-01-10', full),
        journey: { first: visit('', { source: 'a@shop.example' }), last: null },
      },
    ],
    expected: { customers: 4, firstOrders: { unknownSource: 4 } },
  }),
  filterBook({
    name: 'conditions must all hold, and the windows are the shop’s',
    asOf,
    settings: { lapseDays: 60, durationDays: 200 },
    filter: { plan: true, discount: true },
    orders: [
      bought(1, '2024-01-10', { ...sale, plan: true }),
      bought(2, '2024-01-10', { ...full, plan: true }),
      bought(3, '2024-01-10', sale),
    ],
    expected: { customers: 1, lapseDays: 60, status: { lapsed: 1 }, ltv: { durationDays: 200 } },
  }),
  filterBook({
    name: 'a filter that no first order meets chooses no customer',
    asOf,
    filter: { product: '99' },
    orders: [bought(1, '2024-01-10', full)],
    expected: {
      customers: 0,
      revenue: 0,
      firstOrderDay: null,
      ltv: { toDate: null },
      repeat: { raw: null },
    },
  }),
];
