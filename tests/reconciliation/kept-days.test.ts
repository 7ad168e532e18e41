import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { env } from '../../app/env.server';
import { readSnapshot } from '../../app/metrics/read.server';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { packed, unpacked } from '../../app/metrics/stored-numbers';
import { requestRefresh, beginRefresh } from '../../app/queue/snapshot-refresh.server';
import { recordOpening } from '../../app/shop/installation/opening.server';
import { requestPastDay, readPastDayState } from '../../app/shop/state/past-day.server';
import { shopOf as installedShop } from '../../app/shop/shop.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import { recordAnswer } from '../../app/survey/answer/answer.server';
import { startNewDays } from '../../app/worker/schedule/new-day.server';
import { computeDay } from '../../app/worker/jobs/snapshot-jobs.server';
import { shopOf } from '../support/numbers/measure';
import { youngShop } from '../sandbox/worlds/young';
import { database } from '../support/database';
import { answer } from '../support/shops/survey-shop';
import { emptyQueue, queued } from '../support/queued';

const db = await database();
/** 21:00 in Tokyo, and half past midnight in the new day D. */
const EVENING = new Date('2026-10-14T12:00:00Z');
const NIGHT = new Date('2026-10-14T15:30:00Z');
const D = '2026-10-15';
const world = youngShop({ until: EVENING });
const { domain } = world.shop;

let shop: ShopId;
beforeAll(async () => {
  shop = await shopOf(db, world);
});
beforeEach(async () => {
  for (const table of ['snapshots', 'snapshot_refreshes', 'snapshot_requests', 'survey_views'])
    await db.query(`delete from ${table}`);
  await db.query('update shops set opened_at = null');
  await emptyQueue(db);
  at(EVENING);
});

const at = (moment: Date) => {
  env().CLOCK_OFFSET_MS = moment.getTime() - Date.now();
};
const days = async () =>
  (await db.query('select as_of::text as day from snapshots order by as_of')).map(({ day }) => day);
/** A row for each day, counted at its beginning, without its numbers. */
const keep = (...kept: string[]) =>
  db.query(
    `insert into snapshots (shop_id, as_of, numbers, computed_at)
     select $1, day, '{}', least(day::timestamp at time zone 'Asia/Tokyo', $3) from unnest($2::date[]) day`,
    [shop, kept, NIGHT],
  );
const asked = async () =>
  (await queued(db)).map(({ name, payload }) => [name, payload.asOf].filter(Boolean).join(' '));

/** Whether D was counted: a count updates the book. */
async function countedAtNight(): Promise<boolean> {
  at(NIGHT);
  await computeDay(shop, D);
  const [book] = await db.query('select built_at from books where shop_id = $1', [shop]);
  return Number(book?.built_at) >= NIGHT.getTime();
}

describe('the ended day', () => {
  it('keeps the numbers of the evening, which equal the night’s', async () => {
    const evening = await takeSnapshot(shop, null, EVENING);
    expect(evening.asOf).toBe(D);
    expect(await countedAtNight()).toBe(false);
    const kept = await readSnapshot(shop, D);
    expect(kept?.stale).toBe(false);
    expect(Date.parse(kept?.computedAt ?? '')).toBeGreaterThanOrEqual(NIGHT.getTime());
    expect(kept?.snapshot).toEqual(evening);
    expect(await takeSnapshot(shop, D, NIGHT)).toEqual(evening);
  });

  const order = 'select min(id)::text as id, min(customer_id)::text as who from orders';
  it.each<[string, () => Promise<unknown>]>([
    [
      'an order',
      () => db.query('insert into dirty_days (shop_id, day) values ($1, $2)', [shop, '2026-10-01']),
    ],
    ['an import', () => db.query('update shops set facts_version = facts_version + 1')],
    ['a request for new numbers', () => withShop(shop, (tx) => requestRefresh(tx, shop))],
    [
      'an answer',
      async () => {
        const [first] = await db.query(order);
        const sent = answer({ source: 'link', order: String(first?.id) });
        expect(await recordAnswer(domain, sent, { at: EVENING })).toMatchObject({ recorded: true });
      },
    ],
    [
      'a question that was shown',
      () =>
        db.query(
          `insert into survey_views (shop_id, source, order_id, shown_at) values ($1, 'link', 5, $2)`,
          [shop, EVENING],
        ),
    ],
    [
      'a question that was put away',
      () =>
        db.query(
          `insert into survey_views (shop_id, source, order_id, shown_at, dismissed_at) values ($1, 'link', 5, '2026-10-01', $2)`,
          [shop, EVENING],
        ),
    ],
    ['the currency', () => db.query(`update shops set currency = 'USD'`)],
    ['a release', () => db.query(`update snapshots set counted_by = 'another'`)],
  ])('is counted again if the evening did not know %s', async (_, change) => {
    await takeSnapshot(shop, null, EVENING);
    await change();
    expect(await countedAtNight()).toBe(true);
    await db.query(`update shops set currency = 'JPY'`);
    await db.query('delete from survey_answers');
  });

  it('is counted again if a change came during the evening’s count', async () => {
    await takeSnapshot(shop, null, EVENING);
    await db.query(`insert into snapshot_refreshes (shop_id, requested_at) values ($1, $2)`, [
      shop,
      EVENING,
    ]);
    await takeSnapshot(shop, null, EVENING);
    expect(await countedAtNight()).toBe(true);
  });
});

describe('a past day', () => {
  it('takes less space than the current one, and reads as the same numbers', async () => {
    const numbers = await takeSnapshot(shop, null, EVENING);
    expect(unpacked(packed(numbers))).toEqual(numbers);
    const size = async () =>
      Number(
        (await db.query('select pg_column_size(snapshots.*) as bytes from snapshots'))[0]?.bytes,
      );
    const before = await size();
    await computeDay(shop, D);
    expect(await size()).toBeLessThan(before * 0.7);
  });

  it('has no customer id in a form that SQL cannot find', async () => {
    const numbers = await takeSnapshot(shop, null, EVENING);
    const [found] = await db.query('select array_agg(id::text) as ids from customers');
    const ids = (found?.ids ?? []) as string[];
    const named = (part: unknown) => ids.filter((id) => JSON.stringify(part).includes(id));
    expect(named({ ...numbers, deciles: null })).toEqual([]);
    const deciles = [{ lastCustomerId: ids[0] }];
    expect(named(packed({ ...numbers, deciles }).numbers)).toEqual([ids[0]]);
  });
});

describe('of past days', () => {
  beforeEach(() => {
    at(NIGHT);
  });

  it('sixty are kept, and each first day of a month', async () => {
    await keep(
      '2024-02-01',
      '2026-08-01',
      '2026-08-02',
      '2026-08-16',
      '2026-08-17',
      '2026-10-14',
      '2026-10-16',
    );
    await startNewDays();
    expect(await days()).toEqual([
      '2024-02-01',
      '2026-08-01',
      '2026-08-17',
      '2026-10-14',
      '2026-10-16',
    ]);
  });

  it('a requested one stays a week longer, and is counted again on a new request', async () => {
    await keep('2026-10-14', '2026-10-16');
    await requestPastDay(shop, '2026-05-09');
    await keep('2026-05-09');
    await startNewDays();
    expect(await days()).toContain('2026-05-09');
    await db.query(
      `update snapshot_requests set state = 'done', requested_at = requested_at - interval '7 days'`,
    );
    await startNewDays();
    expect(await days()).not.toContain('2026-05-09');
    expect(await db.query('select from snapshot_requests')).toEqual([]);
    await emptyQueue(db);
    await requestPastDay(shop, '2026-05-09');
    expect(await asked()).toEqual(['snapshot.day 2026-05-09']);
  });
});

describe('a shop unopened for thirty days', () => {
  it('keeps its ended day and counts no new one until a page is opened', async () => {
    await keep('2026-10-14', D);
    await db.query(`update snapshots set computed_at = $1 where as_of = $2`, [EVENING, D]);
    await db.query(`update shops set opened_at = $1::timestamptz - interval '30 days'`, [NIGHT]);
    at(NIGHT);
    await startNewDays();
    expect(await asked()).toEqual([`snapshot.day ${D}`]);
    await emptyQueue(db);
    const opened = async (current: boolean) => {
      const found = await installedShop(domain);
      if (found !== null) await recordOpening(found, current);
    };
    await opened(false);
    expect(await asked()).toEqual(['snapshot.refresh']);
    await emptyQueue(db);
    await opened(true);
    expect(await asked()).toEqual([]);
    await startNewDays();
    expect(await asked()).toContain('snapshot.refresh');
  });
});

describe('numbers of another release', () => {
  it('are counted again: the current ones at once, kept days at night', async () => {
    await keep('2026-10-14', D, '2026-10-16');
    at(NIGHT);
    await startNewDays();
    expect(await asked()).toEqual([]);
    await db.query(`update snapshots set counted_by = 'another'`);
    await startNewDays();
    expect(await asked()).toEqual(['snapshot.refresh']);
    at(new Date('2026-10-14T17:30:00Z'));
    await startNewDays();
    expect(await asked()).toEqual(['snapshot.refresh', 'snapshot.stale']);
  });
});

describe('after a clock that ran ahead and was corrected', () => {
  it('future days are neither shown nor kept, and the days that it counted are counted again', async () => {
    const evening = await takeSnapshot(shop, null, EVENING);
    await db.query(
      `insert into snapshots (shop_id, as_of, numbers, computed_at)
       select shop_id, as_of + days, numbers || '{"customers": 1}', computed_at + make_interval(days => days)
       from snapshots, unnest('{-1,1,3}'::int[]) days`,
    );
    expect((await readSnapshot(shop))?.snapshot).toEqual(evening);
    await db.query(`update snapshots set computed_at = computed_at + interval '3 days'`);
    await startNewDays();
    expect(await days()).toEqual(['2026-10-14', D]);
    expect(await db.query('select from snapshots where not stale')).toEqual([]);
    expect(await asked()).toContain('snapshot.refresh');
  });

  it('no shop waits for a refresh postponed by days, and no day for a request of the future', async () => {
    await db.query(
      `insert into snapshot_refreshes (shop_id, next_at) values ($1, now() + interval '3 days')`,
      [shop],
    );
    await withShop(shop, (tx) => requestRefresh(tx, shop));
    expect(await queued(db)).toMatchObject([{ name: 'snapshot.refresh', waitsMs: 0 }]);
    expect(await withShop(shop, (tx) => beginRefresh(tx, shop))).toBe(true);
    await requestPastDay(shop, '2026-05-09');
    await db.query(`update snapshot_requests set requested_at = requested_at + interval '3 days'`);
    expect(await withShop(shop, (tx) => readPastDayState(tx, shop, '2026-05-09'))).toBeNull();
    await emptyQueue(db);
    await requestPastDay(shop, '2026-05-09');
    expect(await asked()).toEqual(['snapshot.day 2026-05-09']);
  });
});
