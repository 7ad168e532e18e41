import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { ShopId } from '../../app/store/db.server';
import { GRAINS, type Grain } from '../../app/terms/cohorts';
import { database } from '../support/database';
import { compareReports, onlyIn } from '../support/numbers/compare';
import { measured, shopWith } from '../support/numbers/measure';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { GRID_BOOKS } from './books/cohort-grids';
import { oracleCohorts } from './oracle/oracle';

const db = await database();
const { measureDetail } = await import('../../app/metrics/filter/measure-filtered.server');
type Filter = Parameters<typeof measureDetail>[2];

const counted = (shop: ShopId, grain: Grain, asOf: string, filter: Filter = {}) =>
  // of the day's own numbers cohorts need the day alone
  measureDetail(shop, `cohorts.${grain}`, filter, { asOf } as Snapshot, noonOf(asOf));
const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);

describe('cohorts by month, week and quarter', () => {
  it.each(GRID_BOOKS.map((book) => [book.name, book] as const))('%s', async (_, book) => {
    const shop = await shopWith(db, book, book.settings);
    const actual = await counted(shop, book.grain, book.asOf);
    expect([compareReports(actual, book.grid), onlyIn(actual, book.grid)]).toEqual([[], []]);
    const second = oracleCohorts(book, book.asOf, book.grain, book.settings);
    expect([compareReports(second, book.grid), onlyIn(second, book.grid)]).toEqual([[], []]);
  });

  it.each(Array.from({ length: 8 }, (_, seed) => seed + 60))(
    'agree with a second reading over random shop %i, filtered too, as of any day',
    async (seed) => {
      const book = randomBook(seed);
      const settings = randomSettings(seed, book);
      const shop = await shopWith(db, book, settings);
      for (const asOf of ['2024-06-01', '2024-02-29', '2023-11-15'])
        for (const grain of GRAINS)
          for (const filter of [{}, { discount: seed % 2 === 0 }, { plan: false }]) {
            const actual = await counted(shop, grain, asOf, filter);
            const expected = oracleCohorts(book, asOf, grain, settings, filter);
            const compared = [...compareReports(actual, expected), ...onlyIn(actual, expected)];
            expect([asOf, grain, filter, compared]).toEqual([asOf, grain, filter, []]);
          }
    },
  );

  it('by month are those of the snapshot', async () => {
    const book = randomBook(71);
    const shop = await shopWith(db, book, randomSettings(71, book));
    const { cohorts, cohortsWithoutRenewals } = await measured(shop, '2024-06-01');
    const grid = await counted(shop, 'month', '2024-06-01');
    const inMonths = Object.fromEntries(
      Object.entries(grid).map(([day, cohort]) => [day.slice(0, 7), cohort]),
    );
    expect(Object.keys(inMonths).length).toBeGreaterThan(6);
    expect(compareReports(inMonths, cohorts)).toEqual([]);
    const plain = Object.entries(cohortsWithoutRenewals).map(([month, { active, revenue }]) => [
      month,
      { withoutRenewals: { active, revenue } },
    ]);
    expect(compareReports(inMonths, Object.fromEntries(plain))).toEqual([]);
  });
});
