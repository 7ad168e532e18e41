import { beforeAll, describe, expect, it } from 'vitest';
import { now } from '../../app/clock.server';
import { readSnapshot } from '../../app/metrics/read.server';
import { countPastPeople } from '../../app/metrics/rollup/past-people.server';
import { requestPastPeople } from '../../app/shop/state/past-people.server';
import { withShop, type ShopId, type Tx } from '../../app/store/db.server';
import { rulerOf } from '../../app/metrics/people/ruler';
import {
  countPeople,
  listPeople,
  openList,
  type PeopleList,
} from '../../app/metrics/people/list.server';
import { SORT_KEYS, type Sort } from '../../app/metrics/people/sorts.sql';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import type { Snapshot } from '../../app/metrics/snapshot';
import { PEOPLE_FIELDS, type Who } from '../../app/terms/people';
import { database } from '../support/database';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { shopWith } from '../support/numbers/measure';
import { chanceOf } from './books/random-source';
import { EVERY_FIELD, oneOf, randomCondition } from './books/random-who';
import { compareCustomers } from './oracle/ledger';
import { oraclePeople, type OraclePeople, type OraclePerson } from './oracle/people';

const db = await database();
const NOW = new Date('2024-05-31T06:00:00Z');

it('a list can be asked for by every field that an address names', () => {
  expect([...EVERY_FIELD].sort()).toEqual(Object.keys(PEOPLE_FIELDS).sort());
});

describe.each([0, 1, 2, 3, 4, 5])('the customers of random shop %i', (seed) => {
  const book = randomBook(seed);
  const settings = randomSettings(seed, book);
  let shop: ShopId;
  let snapshot: Snapshot;
  let plain: OraclePeople;
  beforeAll(async () => {
    shop = await shopWith(db, book, settings);
    snapshot = await takeSnapshot(shop, null, NOW);
    plain = oraclePeople(book, snapshot.asOf, settings);
  });

  const onList = <T>(
    who: Who,
    work: (list: PeopleList, tx: Tx) => Promise<T>,
    day: Snapshot = snapshot,
  ) =>
    withShop(shop, async (tx) => {
      const list = await openList(tx, shop, who, rulerOf(day));
      if ('missing' in list) throw new Error(`missing ${list.missing.join()}`);
      return await work(list, tx);
    });
  const idsOf = (list: PeopleList, tx: Tx) =>
    listPeople(tx, list, { by: 'n', descending: true }, null, 10_000).then(({ people }) =>
      people.map(({ customerId }) => customerId).sort(compareCustomers),
    );
  const expectSame = async (
    who: Who,
    { day, other }: { day?: Snapshot; other?: OraclePeople } = {},
  ) => {
    const { people, meets } = other ?? plain;
    const expected = people.filter((person) => meets(person, who));
    const [found, totals] = await onList(
      who,
      async (list, tx) => [await idsOf(list, tx), await countPeople(tx, list)] as const,
      day,
    );
    expect(found, JSON.stringify(who)).toEqual(expected.map(({ id }) => id).sort(compareCustomers));
    expect(totals.customers).toBe(expected.length);
    expect(totals.revenue).toBeCloseTo(
      expected.reduce((sum, { revenue }) => sum + revenue, 0),
      6,
    );
  };

  it('are found by each field as a plain reading finds them', async () => {
    const chance = chanceOf(seed + 77);
    for (const field of EVERY_FIELD.filter((one) => one !== 'stageOn'))
      for (let time = 0; time < 3; time += 1)
        await expectSame([[randomCondition(chance, field, plain.people, '2024-03-31')]] as Who);
  });

  it('are found by conditions together and apart', async () => {
    const chance = chanceOf(seed + 99);
    const fields = EVERY_FIELD.filter((one) => one !== 'stageOn');
    const group = () =>
      Array.from({ length: chance.whole(1, 3) }, () =>
        randomCondition(chance, oneOf(chance, fields), plain.people, '2023-12-01'),
      );
    for (let time = 0; time < 25; time += 1)
      await expectSame(Array.from({ length: chance.whole(1, 3) }, group) as Who);
    await expectSame([]);
  });

  it('are on pages in the order of every sort, forwards and back', async () => {
    const { lapseDays } = snapshot;
    expect(lapseDays).toBeGreaterThan(0);
    for (const by of SORT_KEYS)
      for (const descending of [true, false]) {
        const expected = sorted(plain.people, { by, descending });
        for (const who of [[], [[{ field: 'n' as const, from: 1, to: null }]]]) {
          const walked = await onList(who, (list, tx) => walk(tx, list, { by, descending }));
          expect(walked.forwards, `${by} ${String(descending)}`).toEqual(expected);
          expect(walked.back).toEqual(expected.slice(0, walked.back.length));
          expect(walked.back.length).toBeGreaterThan(0);
        }
      }
  });

  it('have the totals of the numbers', async () => {
    const totals = (who: Who) => onList(who, (list, tx) => countPeople(tx, list));
    const expectNumber = async (
      who: Who,
      customers: number | undefined,
      revenue?: number,
    ): Promise<void> => {
      const found = await totals(who);
      expect(found.customers, JSON.stringify(who)).toBe(customers);
      if (revenue !== undefined) expect(found.revenue).toBeCloseTo(revenue, 6);
    };
    const { segmentDetails, stageDetails, status, ranks, deciles, rfm, repeat, statusFlow } =
      snapshot;
    await expectNumber([], snapshot.customers, snapshot.revenue);
    for (const [segment, { customers, revenue }] of Object.entries(segmentDetails))
      await expectNumber([[{ field: 'segment', is: [segment] }]], customers, revenue);
    for (const [stage, { customers, revenue }] of Object.entries(stageDetails))
      await expectNumber([[{ field: 'stage', is: [stage] }]], customers, revenue);
    for (const [state, customers] of Object.entries(status))
      await expectNumber([[{ field: 'state', is: [state] }]], customers);
    for (const [rank, { customers, revenue }] of Object.entries(ranks ?? {}))
      await expectNumber([[{ field: 'rank', is: [rank] }]], customers, revenue);
    for (const { decile, customers, revenue } of deciles ?? [])
      await expectNumber([[{ field: 'decile', from: decile, to: decile }]], customers, revenue);
    for (const { r, f, m, customers, revenue } of rfm.cells)
      await expectNumber(
        [
          [
            { field: 'r', from: r, to: r },
            { field: 'f', from: f, to: f },
            { field: 'm', from: m, to: m },
          ],
        ],
        customers,
        revenue,
      );
    for (const [at, customers] of repeat.funnel.entries())
      await expectNumber(
        [[{ field: 'n', from: at + 1, to: null }, ...newcomers(settings.newcomersFrom)]],
        customers,
      );
    const active = { field: 'state' as const, is: ['active'] };
    const then = { field: 'stateOn' as const, day: statusFlow.since };
    const parts: [Who, number][] = [
      [[[{ ...then, is: ['active'] }, active]], statusFlow.kept],
      [[[{ ...then, is: ['none'] }, active]], statusFlow.new],
      [[[{ ...then, is: ['atRisk', 'lapsed'] }, active]], statusFlow.woken],
      [
        [
          [
            { ...then, is: ['active'] },
            { ...active, not: true },
          ],
        ],
        statusFlow.gone,
      ],
    ];
    for (const [who, customers] of parts) await expectNumber(who, customers);
  });

  it('are found as of a past day, and by the stage of another day', async () => {
    const [day, earlier] = ['2024-03-01', '2023-11-15'];
    const chance = chanceOf(seed + 111);
    await withShop(shop, async (tx) => {
      const list = await openList(
        tx,
        shop,
        [[{ field: 'stageOn', day, is: ['loyal'] }]],
        rulerOf(snapshot),
      );
      expect(list).toEqual({ missing: [day] });
    });
    await requestPastPeople(shop, [day, earlier, '2999-01-01']);
    // counts by a clock of now: the book then knows every order, and the kept numbers of the current day stay
    expect(await countPastPeople(shop, now())).toBe(true);
    expect(await countPastPeople(shop, now())).toBe(false);
    const past = (await readSnapshot(shop, day))?.snapshot;
    if (past === undefined) throw new Error('the past day has no numbers');
    const other = oraclePeople(book, day, settings);
    for (const field of EVERY_FIELD)
      await expectSame([[randomCondition(chance, field, other.people, earlier)]] as Who, {
        ...{ day: past, other },
      });
    for (const stage of ['purchaser', 'loyal', 'fanClub', 'none'])
      await expectSame([[{ field: 'stageOn', day, is: [stage] }]]);
  });

  it('are found by what was done about their latest answer', async () => {
    await db.query(
      `insert into answer_states (shop_id, answer_id, state, at)
       select shop_id, id, case when id % 3 = 0 then 'done' else 'inWork' end, now() from survey_answers
       where shop_id = $1 and id % 3 <> 1`,
      [shop],
    );
    for (const state of ['open', 'inWork', 'done']) {
      const found = await onList([[{ field: 'handled', is: [state] }]], idsOf);
      const expected = await db.query(
        `select person.customer_id::text as id from people person
         left join answer_states done on done.shop_id = person.shop_id and done.answer_id = person.answer_id
         where person.shop_id = $1 and person.answer_id is not null and coalesce(done.state, 'open') = $2`,
        [shop, state],
      );
      expect(found).toEqual(expected.map(({ id }) => String(id)).sort(compareCustomers));
    }
  });

  it('are refused by a value that a field does not have', async () => {
    await expect(onList([[{ field: 'stage', is: ['king'] }]], idsOf)).rejects.toThrow(RangeError);
  });
});

/** Customers who count as newcomers, by a shop's setting. */
const newcomers = (from: string | null) =>
  from === null ? [] : [{ field: 'first' as const, from, to: null }];

const KEYS: Record<string, (person: OraclePerson) => string | number | undefined> =
  Object.fromEntries(
    SORT_KEYS.map((key) => [key, ({ values }) => values[key] as string | number | undefined]),
  );

/** Ids in order: those without a value last; one value's by id in the same direction. */
function sorted(people: readonly OraclePerson[], { by, descending }: Sort): string[] {
  const key = (person: OraclePerson) => KEYS[by]?.(person);
  const turn = descending ? -1 : 1;
  return people
    .toSorted((a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === undefined || y === undefined)
        return x === y ? turn * compareCustomers(a.id, b.id) : x === undefined ? 1 : -1;
      return turn * (x < y ? -1 : x > y ? 1 : compareCustomers(a.id, b.id));
    })
    .map(({ id }) => id);
}

/** All pages forwards, and from the last one back. */
async function walk(tx: Tx, list: PeopleList, sort: Sort) {
  const forwards: string[] = [];
  const back: string[] = [];
  let page = await listPeople(tx, list, sort, null, 17);
  expect(page.before).toBeNull();
  for (;;) {
    forwards.push(...page.people.map(({ customerId }) => customerId));
    if (page.after === null) break;
    page = await listPeople(tx, list, sort, { side: 'after', cursor: page.after }, 17);
  }
  while (page.before !== null) {
    page = await listPeople(tx, list, sort, { side: 'before', cursor: page.before }, 17);
    back.unshift(...page.people.map(({ customerId }) => customerId));
  }
  expect(page.after).not.toBeNull();
  return { forwards, back };
}
