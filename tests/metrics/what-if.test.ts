import { describe, expect, it } from 'vitest';
import { knownDurations, whatIf, type Observed } from '../../app/metrics/formulas/what-if';
import { randomBook } from '../support/shops/random-book';
import { handBook, ordersOfMany } from './books/build';
import { oracle, type OracleReport } from './oracle/oracle';
import type { Book } from './oracle/book';
import type { OracleSettings } from './oracle/settings';

const AS_OF = '2024-06-01';
const COSTS: Partial<OracleSettings> = {
  defaultMargin: 0.6,
  orderCost: { amount: 50, share: 0.03 },
  advertising: [{ month: '2024-03', spend: 30_000 }],
  retention: { systems: 10_000, people: 1, costOfOne: 20_000, customers: null },
};

/** What the page takes of a snapshot, here of the second reading. */
const observedOf = ({ ltv, margin, orders, revenue }: OracleReport): Observed => ({
  ...ltv,
  yearRevenue: ltv.curve.find(({ days }) => days === 365)?.revenue ?? null,
  grossMargin: margin.rate,
  counted: { orders: orders.counted, revenue },
});

const report = (book: Book, settings: Partial<OracleSettings>) => oracle(book, AS_OF, settings);

describe('what-if', () => {
  const book = randomBook(5, { currency: 'JPY', customers: 160, days: 640, asOf: AS_OF });
  const own = report(book, COSTS);

  it('without a moved element is the LTV, in every digit', () => {
    expect(own.ltv.value).not.toBeNull();
    expect(whatIf(observedOf(own))?.value).toBeCloseTo(own.ltv.value ?? NaN, 9);
  });

  it('of another duration is the LTV that a second reading has with that duration as the setting', () => {
    const observed = observedOf(own);
    const durations = knownDurations(observed);
    // both sides of T
    expect(durations.at(0)?.change).toBeLessThan(-0.5);
    expect(durations.at(-1)?.change).toBeGreaterThan(0.2);
    for (const { change, days } of durations) {
      const set = report(book, { ...COSTS, durationDays: days }).ltv;
      const moved = whatIf(observed, { duration: change });
      expect(moved?.value).toBeCloseTo(set.value ?? NaN, 7);
      expect(moved?.ordersPerYear).toBeCloseTo(set.annualPurchaseFrequency ?? NaN, 9);
    }
  });

  it('of another order value is the LTV of the shop whose orders are all that much larger', () => {
    const shop = (amount: number) =>
      handBook({
        name: `orders of ${amount}`,
        asOf: AS_OF,
        orders: ordersOfMany(1, 30, ['2023-01-10', '2023-03-10', '2023-08-01'], amount),
        expected: {},
      });
    const larger = report(shop(1250), COSTS).ltv.value;
    const moved = whatIf(observedOf(report(shop(1000), COSTS)), { averageOrderValue: 0.25 });
    expect(larger).not.toBeNull();
    expect(moved?.value).toBeCloseTo(larger ?? NaN, 7);
  });
});
