import { beforeAll, describe, expect, it } from 'vitest';
import type { FileWords } from '../../app/metrics/people/file-line.sql';
import { countPeople, listPeople, openList } from '../../app/metrics/people/list.server';
import {
  ListMoved,
  peopleInParts,
  type PeopleFile,
} from '../../app/metrics/people/people-in-parts.server';
import { rulerOf } from '../../app/metrics/people/ruler';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import type { Snapshot } from '../../app/metrics/snapshot';
import { withShop, type ShopId } from '../../app/store/db.server';
import { RANKS, STATES, type Who } from '../../app/terms/people';
import { SEGMENTS } from '../../app/terms/segments';
import { STAGES } from '../../app/terms/stages';
import { database } from '../support/database';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { shopWith } from '../support/numbers/measure';

const db = await database();
const NOW = new Date('2024-05-31T06:00:00Z');

const same = <Key extends string>(keys: readonly Key[]) =>
  Object.fromEntries(keys.map((key) => [key, key])) as Record<Key, Key>;
const WORDS: FileWords = {
  ...{ stage: same(STAGES), segment: same(SEGMENTS), state: same(STATES), rank: same(RANKS) },
  ...{ yes: 'yes', no: 'no' },
};
const DECIMALS = 2;

const LISTS: Who[] = [
  [],
  [[{ field: 'state', is: ['active'] }]],
  [[{ field: 'rank', is: ['S', 'A'] }], [{ field: 'score', none: true, not: true }]],
  [
    [
      { field: 'n', from: 2, to: null },
      { field: 'stage', is: ['purchaser'], not: true },
    ],
  ],
  [[{ field: 'boughtIn', from: '2024-01-01', to: '2024-03-31' }]],
  [[{ field: 'n', from: 9_999, to: null }]],
];

describe.each([0, 3])('the file of the customers of random shop %i', (seed) => {
  const book = randomBook(seed);
  let shop: ShopId;
  let snapshot: Snapshot;
  beforeAll(async () => {
    shop = await shopWith(db, book, randomSettings(seed, book));
    snapshot = await takeSnapshot(shop, null, NOW);
  });

  const file = (who: Who, ids: PeopleFile['ids'] = null): PeopleFile => ({
    ...{ who, ids, ruler: rulerOf(snapshot), words: WORDS, decimals: DECIMALS },
  });
  const linesOf = async (who: Who, most?: number, ids?: readonly string[]) => {
    const lines: string[] = [];
    for await (const part of peopleInParts(shop, file(who, ids), most))
      lines.push(...part.map(({ line, source }) => `${line},${source ?? ''}`));
    return lines;
  };

  it.each(LISTS.map((who) => [who]))('has the people of the list, each once: %j', async (who) => {
    const { people, totals } = await withShop(shop, async (tx) => {
      const list = await openList(tx, shop, who, rulerOf(snapshot));
      if ('missing' in list) throw new Error('missing');
      const sort = { by: 'n', descending: true } as const;
      const page = await listPeople(tx, list, sort, null, 10_000);
      return { people: page.people, totals: await countPeople(tx, list) };
    });
    const lines = await linesOf(who);
    expect(lines).toHaveLength(totals.customers);
    const written = (value: string | number | null) => (value === null ? '' : String(value));
    const expected = people
      .toSorted((a, b) => (BigInt(a.customerId) < BigInt(b.customerId) ? -1 : 1))
      .map((one) => [
        ...[one.customerId, one.stage, one.segment, one.state, written(one.rank)],
        ...[written(one.purchases), written(one.orders)],
        ...[one.firstDay, written(one.secondDay), one.lastDay, written(one.expectedDay)],
        ...[written(one.score), one.emailConsent ? 'yes' : 'no'],
      ]);
    const cells = lines.map((line) => line.split(','));
    expect(
      cells.map((row) => [0, 1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 15].map((at) => row[at])),
    ).toEqual(expected);
    const revenue = cells.reduce((sum, row) => sum + Number(row[7]), 0);
    expect(revenue).toBeCloseTo(totals.revenue, 0);
    for (const row of cells) expect(row[7]).toMatch(/^\d+\.\d\d$/);
    // parts of any length are the whole
    for (const most of [1, 7, 10_000]) expect(await linesOf(who, most)).toEqual(lines);
  });

  it('has the chosen customers alone, of those on the list', async () => {
    const everyone = await linesOf([]);
    const [who = []] = LISTS.slice(1);
    const lines = await linesOf(who);
    const idOf = (line: string) => line.split(',')[0] ?? '';
    const some = everyone.map(idOf).filter((_, at) => at % 2 === 0);
    const stranger = '999999999999999999';
    for (const most of [2, undefined])
      expect(await linesOf(who, most, [...some, stranger])).toEqual(
        lines.filter((line) => some.includes(idOf(line))),
      );
    expect(await linesOf(who, undefined, [stranger])).toEqual([]);
  });

  it('breaks where its day moves on, instead of mixing two days', async () => {
    const parts = peopleInParts(shop, file([]), 5);
    expect((await parts.next()).done).toBe(false);
    const [before] = await db.query('select as_of from people_books where shop_id = $1', [shop]);
    await db.query('update people_books set as_of = as_of + 1 where shop_id = $1', [shop]);
    await expect(parts.next()).rejects.toThrow(ListMoved);
    await db.query('update people_books set as_of = $2 where shop_id = $1', [shop, before?.as_of]);
  });
});
