import { describe, expect, it } from 'vitest';
import { toOrderExport } from '../../support/shops/order-export';
import { randomBook, randomSettings } from '../../support/shops/random-book';
import { compareReports } from '../../support/numbers/compare';
import { oracle, oracleOfExport, type OracleReport } from './oracle';

const asOf = '2024-06-01';
const seeds = Array.from({ length: 12 }, (_, index) => index + 1);
const total = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
const revenueOf = (groups: Record<string, { revenue: number }>): number =>
  Object.values(groups).reduce((sum, group) => sum + group.revenue, 0);

/** Invariants of every shop. */
function expectBalance(report: OracleReport): void {
  const { orders, customers, revenue, ltv } = report;
  expect(orders.counted + total(orders.excluded)).toBe(orders.read);
  expect(total(report.status)).toBe(customers);
  expect(total(report.segments)).toBe(customers);
  expect(total(report.stages)).toBe(customers);
  expect(revenueOf(report.segmentDetails)).toBeCloseTo(revenue, 6);
  expect(revenueOf(report.stageDetails)).toBeCloseTo(revenue, 6);
  const cohorts = Object.values(report.cohorts);
  const months = cohorts.flatMap((cohort) => cohort.revenue);
  expect(months.reduce((sum, month) => sum + month, 0)).toBeCloseTo(revenue, 6);
  expect(cohorts.reduce((sum, cohort) => sum + cohort.customers, 0)).toBe(customers);
  if (ltv.revenue !== null)
    expect(
      (ltv.averageOrderValue ?? 0) * (ltv.annualPurchaseFrequency ?? 0) * ltv.purchaseDurationYears,
    ).toBeCloseTo(ltv.revenue, 6);
  expect(
    total(Object.fromEntries((report.deciles ?? []).map((one) => [one.decile, one.customers]))),
  ).toBe(report.deciles === null ? 0 : customers);
  expect(report.rfm.cells.reduce((sum, cell) => sum + cell.customers, 0)).toBe(customers);
}

describe('random shops', () => {
  it.each(seeds)(
    'the numbers of shop %i balance, with default settings and with others',
    (seed) => {
      const book = randomBook(seed);
      expectBalance(oracle(book, asOf));
      // cohorts from a day on have only a part of the customers
      const settings = { ...randomSettings(seed, book), newcomersFrom: null };
      expectBalance(oracle(book, asOf, settings));
    },
  );

  it.each(seeds)('the order export of shop %i balances', (seed) => {
    const book = randomBook(seed);
    const report = oracleOfExport(toOrderExport(book, seed), asOf, book.timezone);
    expectBalance(report);
    expect(report.orders.read).toBe(oracle(book, asOf).orders.read);
    expect(report.currency).toBe(book.currency);
  });

  it('the order of the orders in an export means nothing', () => {
    const book = randomBook(3);
    const [one, other] = [1, 1].map((seed) => toOrderExport(book, seed));
    expect(one).toBe(other);
    const [head = '', ...rows] = toOrderExport({ ...book, orders: book.orders.slice(0, 80) }).split(
      '\n',
    );
    const turned = [head, ...rows.filter((row) => row !== '').reverse()].join('\n');
    const straight = oracleOfExport([head, ...rows].join('\n'), asOf, book.timezone);
    expect(compareReports(oracleOfExport(turned, asOf, book.timezone), straight)).toEqual([]);
  });

  it('one seed makes one shop, another seed another', () => {
    expect(randomBook(7)).toEqual(randomBook(7));
    expect(randomBook(8)).not.toEqual(randomBook(7));
  });

  it('leave orders out for every possible reason', () => {
    const reports = seeds.map((seed) => oracle(randomBook(seed), asOf));
    const reasons = reports.map((report) => report.orders.excluded);
    for (const reason of Object.keys(reasons[0] ?? {}))
      expect(
        reasons.some((counts) =>
          Object.entries(counts).some(([key, n]) => key === reason && n > 0),
        ),
      ).toBe(true);
    const stages = reports.map((report) => report.stages.fanClub);
    expect(Math.max(...stages)).toBeGreaterThan(0);
  });
});
