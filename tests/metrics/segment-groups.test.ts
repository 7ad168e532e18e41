import { describe, expect, it } from 'vitest';
import type { SegmentGroups } from '../../app/metrics/segments/groups.sql';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { ShopId } from '../../app/store/db.server';
import { database } from '../support/database';
import { compareReports, onlyIn } from '../support/numbers/compare';
import { measured, shopWith } from '../support/numbers/measure';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { handBook, type OrderSpec } from './books/build';
import { oracleGroups } from './oracle/moves';

const db = await database();
const { measureDetail } = await import('../../app/metrics/filter/measure-filtered.server');

async function groupsOf(shop: ShopId, base: Snapshot): Promise<SegmentGroups> {
  const at = new Date(`${base.asOf}T12:00:00Z`);
  return (await measureDetail(shop, 'segments', {}, base, at)) as SegmentGroups;
}

const sale = (customer: number, at: string, discount = 0): OrderSpec => ({
  ...{ customer, at },
  lines: [{ price: 1000, ...(discount > 0 && { discount }) }],
});
const each = (from: number, count: number, ...orders: ((customer: number) => OrderSpec)[]) =>
  Array.from({ length: count }, (_, at) => orders.map((order) => order(from + at))).flat();

const SHOP = handBook({
  name: 'segments of 90 days ago',
  asOf: '2024-06-01',
  settings: { lapseDays: 100 },
  orders: [
    // 2 March is 91 days before 1 June, 3 March is D - 90
    // 30 first-time buyers by then; 12 of them buy again, one of those on 3 March
    ...each(1, 18, (own) => sale(own, '2024-02-01')),
    ...each(
      19,
      11,
      (own) => sale(own, '2024-02-01'),
      (own) => sale(own, '2024-05-01'),
    ),
    ...each(
      30,
      1,
      (own) => sale(own, '2024-02-01'),
      (own) => sale(own, '2024-03-03'),
    ),
    // 29 have bought twice by then: too few for a rate, though all buy again
    ...each(
      101,
      29,
      (own) => sale(own, '2024-01-01'),
      (own) => sale(own, '2024-03-02'),
      (own) => sale(own, '2024-05-31'),
    ),
    // one bought on discount twice, and never again; one is new since
    ...each(
      201,
      1,
      (own) => sale(own, '2024-01-01', 100),
      (own) => sale(own, '2024-01-15', 100),
    ),
    sale(301, '2024-04-01'),
  ],
  expected: {},
});

describe('customers in groups', () => {
  it('are counted by the segment of 90 days ago, and by stage and state now', async () => {
    const shop = await shopWith(db, SHOP, SHOP.settings);
    const base = await measured(shop, SHOP.asOf);
    await db.query(`update customers set rfm_group = 'CHAMPIONS' where shop_id = $1 and id <= 5`, [
      shop,
    ]);
    await db.query(`update customers set rfm_group = 'OF_LATER' where shop_id = $1 and id = 6`, [
      shop,
    ]);
    const groups = await groupsOf(shop, base);
    expect(groups.next).toEqual({
      ...{ since: '2024-03-03', days: 90 },
      segments: {
        firstTime: { customers: 30, bought: 12, rate: 0.4 },
        second: { customers: 29, bought: 29, rate: null },
        trend: { customers: 1, bought: 0, rate: null },
        loyal: { customers: 0, bought: 0, rate: null },
      },
    });
    // silent: 18 for 121 days, 11 for 31, one for 90, 29 for 1, one for 138, one for 61; half of the window is 50
    expect(groups.states).toEqual([
      { stage: 'purchaser', state: 'atRisk', customers: 1, revenue: 1000 },
      { stage: 'purchaser', state: 'lapsed', customers: 18, revenue: 18_000 },
      { stage: 'customer', state: 'active', customers: 11, revenue: 22_000 },
      { stage: 'customer', state: 'atRisk', customers: 1, revenue: 2000 },
      { stage: 'customer', state: 'lapsed', customers: 1, revenue: 1800 },
      { stage: 'loyal', state: 'active', customers: 29, revenue: 87_000 },
    ]);
    // a group of a later release is none
    expect(groups.rfmGroups).toEqual([
      { group: 'CHAMPIONS', customers: 5, revenue: 5000 },
      { group: 'none', customers: 56, revenue: 126_800 },
    ]);
    const { states, next } = groups;
    expect(oracleGroups(SHOP, SHOP.asOf, SHOP.settings)).toEqual({ states, next });
  });

  it.each(Array.from({ length: 8 }, (_, seed) => seed + 20))(
    'agree with a second reading over random shop %i, and add up to its numbers',
    async (seed) => {
      const book = randomBook(seed);
      const settings = randomSettings(seed, book);
      const shop = await shopWith(db, book, settings);
      for (const asOf of ['2024-06-01', '2024-02-29', '2023-11-15']) {
        const base = await measured(shop, asOf);
        const { rfmGroups, ...counted } = await groupsOf(shop, base);
        const expected = oracleGroups(book, asOf, settings);
        const compared = [...compareReports(counted, expected), ...onlyIn(counted, expected)];
        expect([asOf, compared]).toEqual([asOf, []]);
        const sum = (isIn: (cell: SegmentGroups['states'][number]) => boolean) =>
          counted.states.filter(isIn).reduce((all, { customers }) => all + customers, 0);
        expect({
          active: sum(({ state }) => state === 'active'),
          atRisk: sum(({ state }) => state === 'atRisk'),
          lapsed: sum(({ state }) => state === 'lapsed'),
        }).toEqual(base.status);
        for (const [stage, customers] of Object.entries(base.stages))
          expect([stage, sum((cell) => cell.stage === stage)]).toEqual([stage, customers]);
        expect(rfmGroups.reduce((all, { customers }) => all + customers, 0)).toBe(base.customers);
      }
    },
  );
});
