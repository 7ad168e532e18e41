import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { StageMoves } from '../../app/metrics/stages/moves';
import type { ShopId } from '../../app/store/db.server';
import { STAGES } from '../../app/terms/stages';
import { database } from '../support/database';
import { compareReports, onlyIn } from '../support/numbers/compare';
import { measured, shopWith } from '../support/numbers/measure';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { handBook, type OrderSpec } from './books/build';
import { oracleMoves } from './oracle/moves';

const db = await database();
const { measureDetail } = await import('../../app/metrics/filter/measure-filtered.server');
type Filter = Parameters<typeof measureDetail>[2];

async function movesOf(
  shop: ShopId,
  base: Snapshot,
  since: string,
  filter: Filter = {},
): Promise<StageMoves> {
  const at = new Date(`${base.asOf}T12:00:00Z`);
  return (await measureDetail(shop, `moves.${since}`, filter, base, at)) as StageMoves;
}

const sale = (customer: number, at: string): OrderSpec => ({ customer, at, amount: 1000 });
const delivery = (customer: number, at: string): OrderSpec => ({
  ...{ customer, at },
  lines: [{ price: 1000, plan: true }],
});

const SHOP = handBook({
  name: 'moves since 10 March',
  asOf: '2024-06-01',
  settings: { lapseDays: 30 },
  orders: [
    // 1: one purchase by 10 March, three by June, the last 12 days ago
    sale(1, '2024-03-01'),
    sale(1, '2024-04-10'),
    sale(1, '2024-05-20'),
    // 2: one purchase, silent since: lapsed in between
    sale(2, '2024-03-05'),
    // 3: silent for 69 days on 10 March, back on 25 May: a customer now
    sale(3, '2024-01-01'),
    sale(3, '2024-05-25'),
    // 4: new since, and silent for 42 days
    sale(4, '2024-04-20'),
    // 5: on 10 March it was its first day, which is not before it: new
    sale(5, '2024-03-10'),
    sale(5, '2024-05-31'),
    // 6: four deliveries by 10 March: in the fan club, the last of them 92 days ago in June: loyal and lapsed
    ...['2023-12-01', '2024-01-01', '2024-02-01', '2024-03-01'].map((at) => delivery(6, at)),
  ],
  expected: {},
});

describe('moves between two days', () => {
  it('are by the stage as of both days, with revenue to date and who lapsed by one window', async () => {
    const shop = await shopWith(db, SHOP, SHOP.settings);
    const base = await measured(shop, SHOP.asOf);
    const moves = await movesOf(shop, base, '2024-03-10');
    const none = { lapsed: 0, returned: 0 };
    expect(moves).toEqual({
      since: '2024-03-10',
      cells: [
        { from: 'none', to: 'purchaser', customers: 1, revenue: 1000, lapsed: 1, returned: 0 },
        { from: 'none', to: 'customer', customers: 1, revenue: 2000, ...none },
        { from: 'purchaser', to: 'purchaser', customers: 1, revenue: 1000, lapsed: 1, returned: 0 },
        { from: 'purchaser', to: 'customer', customers: 1, revenue: 2000, lapsed: 0, returned: 1 },
        { from: 'purchaser', to: 'loyal', customers: 1, revenue: 3000, ...none },
        { from: 'fanClub', to: 'loyal', customers: 1, revenue: 4000, lapsed: 1, returned: 0 },
      ],
    });
    expect(oracleMoves(SHOP, SHOP.asOf, '2024-03-10', SHOP.settings)).toEqual(moves);
    // nobody was there yet: everyone is new
    const all = await movesOf(shop, base, '2023-11-01');
    expect(all.cells.every(({ from }) => from === 'none')).toBe(true);
  });

  it.each(Array.from({ length: 8 }, (_, seed) => seed + 40))(
    'agree with a second reading over random shop %i, filtered too, and add up to both days’ stages',
    async (seed) => {
      const book = randomBook(seed);
      const settings = randomSettings(seed, book);
      const shop = await shopWith(db, book, settings);
      for (const [asOf, since] of [
        ['2024-06-01', '2024-05-01'],
        ['2024-06-01', '2024-02-17'],
        ['2024-02-29', '2024-01-29'],
      ] as const) {
        const base = await measured(shop, asOf);
        for (const filter of [{}, { discount: seed % 2 === 0 }]) {
          const moves = await movesOf(shop, base, since, filter);
          const expected = oracleMoves(book, asOf, since, settings, filter);
          const compared = [...compareReports(moves, expected), ...onlyIn(moves, expected)];
          expect([asOf, since, filter, compared]).toEqual([asOf, since, filter, []]);
        }
        const { cells } = await movesOf(shop, base, since);
        const earlier = await measured(shop, since);
        const sum = (side: 'from' | 'to') =>
          Object.fromEntries(
            STAGES.map((stage) => [
              stage,
              cells
                .filter((cell) => cell[side] === stage)
                .reduce((all, { customers }) => all + customers, 0),
            ]),
          );
        expect([sum('to'), sum('from')]).toEqual([base.stages, earlier.stages]);
        const revenue = Object.fromEntries(
          STAGES.map((stage) => [
            stage,
            {
              revenue: cells
                .filter(({ to }) => to === stage)
                .reduce((all, cell) => all + cell.revenue, 0),
            },
          ]),
        );
        expect(compareReports(base.stageDetails, revenue)).toEqual([]);
      }
    },
  );

  it('are those of the snapshot since the month’s start', async () => {
    const book = randomBook(91);
    const shop = await shopWith(db, book, randomSettings(91, book));
    const base = await measured(shop, '2024-06-01');
    const { cells } = await movesOf(shop, base, '2024-05-01');
    const { moves = [], lapsed, returned } = base.movement ?? {};
    expect(cells.map(({ from, to, customers }) => ({ from, to, customers }))).toEqual(moves);
    const sum = (key: 'lapsed' | 'returned') => cells.reduce((all, cell) => all + cell[key], 0);
    expect([sum('lapsed'), sum('returned')]).toEqual([lapsed, returned]);
  });
});
