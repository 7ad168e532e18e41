import { describe, expect, it } from 'vitest';
import type { Filter } from '../../app/metrics/filter/filter';
import { measureDetail } from '../../app/metrics/filter/measure-filtered.server';
import type { Split } from '../../app/metrics/split/split.server';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { ShopId } from '../../app/store/db.server';
import { SPLITS, type SplitBy } from '../../app/terms/splits';
import { database } from '../support/database';
import { compareReports } from '../support/numbers/compare';
import { measured, shopWith } from '../support/numbers/measure';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { dayAfter, handBook, type LineSpec, type OrderSpec } from './books/build';
import { oracleSplit } from './oracle/split';

const db = await database();
const asOf = '2024-06-01';

async function splitOf(
  shop: ShopId,
  base: Snapshot,
  by: SplitBy,
  filter: Filter = {},
): Promise<Split> {
  const at = new Date(`${base.asOf}T12:00:00Z`);
  return (await measureDetail(shop, `split.${by}`, filter, base, at)) as Split;
}

/** Orders of customers `from`, `from + 1` … on one day. */
const bought = (from: number, count: number, back: number, ...lines: LineSpec[]): OrderSpec[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ customer: from + at, at: dayAfter(asOf, -back) },
    lines,
  }));

const SHOP = handBook({
  name: 'groups of first orders',
  asOf,
  orders: [
    // 30 began on discount with product 1, 60 days ago, and 15 of them bought product 2 on day 20
    ...bought(1, 30, 60, { price: 1000, product: 1, discount: 100 }),
    ...bought(1, 15, 40, { price: 400, product: 2 }),
    // 29 began with product 2 at the full price
    ...bought(101, 29, 60, { price: 2000, product: 2 }),
    // one began with both
    ...bought(201, 1, 60, { price: 1000, product: 1 }, { price: 500, product: 2 }),
  ],
  expected: {},
});

const at = (split: Split, key: string | null) => split.groups.find((group) => group.key === key);
const revenueAt = (split: Split, key: string, days: number) =>
  at(split, key)?.curve.find((point) => point.days === days)?.revenue;

describe('the LTV curve by the first order', () => {
  it('has each group’s own R(t), and none of fewer than 30 customers', async () => {
    const shop = await shopWith(db, SHOP);
    const base = await measured(shop, asOf);
    const byDiscount = await splitOf(shop, base, 'discount');
    // 900 on day 0, 15 × 400 ÷ 30 on day 20
    expect(at(byDiscount, 'yes')).toMatchObject({ customers: 30 });
    expect(revenueAt(byDiscount, 'yes', 30)).toBe(1100);
    // 29 × 2000 and 1 × 1500, over 30
    expect(revenueAt(byDiscount, 'no', 30)).toBeCloseTo((29 * 2000 + 1500) / 30, 9);
    const byProduct = await splitOf(shop, base, 'product');
    // 31 began with product 1, one of them with product 2 as well; 30 with product 2
    expect(byProduct.groups.map(({ key, customers }) => [key, customers])).toEqual([
      ['1', 31],
      ['2', 30],
    ]);
    expect(revenueAt(byProduct, '1', 30)).toBeCloseTo((30 * 900 + 15 * 400 + 1500) / 31, 9);
    const byPlan = await splitOf(shop, base, 'plan');
    expect(at(byPlan, 'yes')).toMatchObject({ customers: 0, line: [] });
    expect(revenueAt(byPlan, 'yes', 30)).toBeNull();
    // all came from nowhere that is known
    const bySource = await splitOf(shop, base, 'source');
    expect(bySource.groups.map(({ key, customers }) => [key, customers])).toEqual([
      ['unknown', 60],
    ]);
  });

  it('pays back by each group’s own R(t), at the shop’s cost and margin', async () => {
    const shop = await shopWith(db, SHOP);
    const base = await measured(shop, asOf);
    const ltv = { ...base.ltv, acquisitionCost: 800, marginRate: 0.8 };
    const { groups } = await splitOf(shop, { ...base, ltv }, 'discount');
    // on discount 0.8 × 900 on day 1, 0.8 × 1,100 from day 21 on; at the full price 0.8 × 1,983 at once
    expect(groups.map(({ key, paybackDays }) => [key, paybackDays])).toEqual([
      ['yes', 21],
      ['no', 1],
    ]);
    const dear = await splitOf(
      shop,
      { ...base, ltv: { ...ltv, acquisitionCost: 900 } },
      'discount',
    );
    expect(dear.groups[0]).toMatchObject({
      ...{ paybackDays: null, paybackUnknown: { reason: 'notReached', knownDays: 60 } },
    });
    const unknown = await splitOf(shop, base, 'discount');
    expect(unknown.groups[0]?.paybackUnknown?.reason).toBe('costUnknown');
  });

  it('is the filtered page’s own curve for the same customers', async () => {
    const shop = await shopWith(db, SHOP);
    const base = await measured(shop, asOf);
    const some = await splitOf(shop, base, 'discount', { product: '1' });
    expect(some.groups.map(({ key, customers }) => [key, customers])).toEqual([
      ['yes', 30],
      ['no', 1],
    ]);
  });

  it.each([0, 2, 4, 7])('agrees with a second reading over random shop %i', async (seed) => {
    const book = randomBook(seed);
    const settings = randomSettings(seed, book);
    const shop = await shopWith(db, book, settings);
    for (const day of [asOf, '2024-02-29']) {
      const base = await measured(shop, day);
      for (const [place, by] of SPLITS.entries()) {
        const filter = place % 2 === 1 && day !== asOf ? { plan: false } : {};
        const { groups } = await splitOf(shop, base, by, filter);
        const expected = oracleSplit(book, day, by, settings, filter);
        expect([by, groups.map(({ key }) => key)]).toEqual([by, expected.map(({ key }) => key)]);
        expect([by, compareReports(groups, expected)]).toEqual([by, []]);
      }
    }
  });
});
