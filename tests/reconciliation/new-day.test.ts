import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { env } from '../../app/env.server';
import { requestRefresh } from '../../app/queue/snapshot-refresh.server';
import { readFollowing } from '../../app/shop/state/following.server';
import { shopIdSchema, withShop } from '../../app/store/db.server';
import { runHandler } from '../../app/worker/jobs/handlers';
import { startNewDays } from '../../app/worker/schedule/new-day.server';
import { computeStaleDay } from '../../app/worker/jobs/snapshot-jobs.server';
import { database, type TestDatabase } from '../support/database';
import { emptyQueue, queued } from '../support/queued';

let db: TestDatabase;

beforeAll(async () => {
  db = await database();
});
beforeEach(async () => {
  for (const table of ['shops', 'snapshots', 'snapshot_refreshes'])
    await db.query(`delete from ${table}`);
  await emptyQueue(db);
});

/** A shop with numbers as of each day, counted at given times. */
async function shopIn(timezone: string, kept: Record<string, string>): Promise<number> {
  const [row] = await db.query(
    `insert into shops (domain, currency, timezone, installed_at) values ($1, 'JPY', $1, '2026-01-01') returning id`,
    [timezone],
  );
  const id = Number(row?.id);
  for (const [asOf, computedAt] of Object.entries(kept))
    await db.query(
      `insert into snapshots (shop_id, as_of, numbers, computed_at) values ($1, $2, '{}', $3)`,
      [id, asOf, computedAt],
    );
  return id;
}

/** The jobs that the quarter-hourly job enqueues at a time. */
async function askedAt(moment: string): Promise<string[]> {
  env().CLOCK_OFFSET_MS = Date.parse(moment) - Date.now();
  await emptyQueue(db);
  await startNewDays();
  const jobs = await queued(db);
  return jobs.map(({ name, payload }) => [name, payload.asOf].filter(Boolean).join(' ')).sort();
}

describe('an ended day', () => {
  it.each([
    // UTC+9, without a change of the clocks
    ['Asia/Tokyo', '2026-10-15', '2026-10-14T14:59:00Z', '2026-10-14T15:00:00Z'],
    // UTC+5:45
    ['Asia/Kathmandu', '2026-10-15', '2026-10-14T18:14:00Z', '2026-10-14T18:15:00Z'],
    // UTC-4 before, UTC-5 after the clocks went back in the night to November 1
    ['America/New_York', '2026-11-01', '2026-11-01T03:59:00Z', '2026-11-01T04:00:00Z'],
    ['America/New_York', '2026-11-02', '2026-11-02T04:59:00Z', '2026-11-02T05:00:00Z'],
    // and forward on March 8
    ['America/New_York', '2026-03-08', '2026-03-08T04:59:00Z', '2026-03-08T05:00:00Z'],
    ['America/New_York', '2026-03-09', '2026-03-09T03:59:00Z', '2026-03-09T04:00:00Z'],
  ])('is kept in %s when %s begins there, and not before', async (zone, day, before, at) => {
    // the numbers as of the new day were the current ones, last counted an hour before its midnight
    const evening = new Date(Date.parse(at) - 3_600_000).toISOString();
    await shopIn(zone, { [day]: evening });
    expect(await askedAt(before)).toEqual([]);
    expect(await askedAt(at)).toEqual([`snapshot.day ${day}`, 'snapshot.refresh']);
  });

  it('is counted once: numbers from after its midnight are final', async () => {
    await shopIn('Asia/Tokyo', {
      '2026-10-15': '2026-10-14T15:00:03Z',
      '2026-10-16': '2026-10-14T15:00:05Z',
    });
    expect(await askedAt('2026-10-14T15:15:00Z')).toEqual([]);
  });

  it('is caught up on after a pause of the worker, but not for days before the first numbers', async () => {
    await shopIn('Asia/Tokyo', {
      '2026-10-01': '2026-10-12T00:00:00Z',
      '2026-10-13': '2026-10-12T00:00:00Z',
    });
    expect(await askedAt('2026-10-15T03:00:00Z')).toEqual([
      'snapshot.day 2026-10-13',
      'snapshot.day 2026-10-14',
      'snapshot.day 2026-10-15',
      'snapshot.refresh',
    ]);
  });

  it('enqueues nothing for a shop without numbers, or an uninstalled one', async () => {
    await shopIn('Asia/Tokyo', {});
    const gone = await shopIn('Asia/Kathmandu', { '2026-10-01': '2026-09-30T00:00:00Z' });
    await db.query('update shops set uninstalled_at = now() where id = $1', [gone]);
    expect(await askedAt('2026-10-15T03:00:00Z')).toEqual([]);
  });
});

describe('the midnight of many shops', () => {
  const HOUR = 3_600_000;
  const MIDNIGHT = '2026-10-14T15:01:00Z';
  const midnightOf = async (shops: number, spreadMinutes: number) => {
    env().NIGHT_SPREAD_MINUTES = spreadMinutes;
    onTestFinished(() => void (env().NIGHT_SPREAD_MINUTES = 40));
    await db.query(
      `with made as (
         insert into shops (domain, currency, timezone, installed_at)
         select 'shop-' || shop, 'JPY', 'Asia/Tokyo', '2026-01-01' from generate_series(1, $1::int) shop returning id)
       insert into snapshots (shop_id, as_of, numbers, computed_at)
       select id, '2026-10-15', '{}', '2026-10-14T14:00:00Z' from made`,
      [shops],
    );
    await askedAt(MIDNIGHT);
  };
  const priorities = async () =>
    (await db.query('select distinct priority from graphile_worker._private_jobs order by 1')).map(
      ({ priority }) => priority,
    );
  const refreshes = async () =>
    (await queued(db)).filter(({ name }) => name === 'snapshot.refresh');

  it('is spread over less than an hour, behind jobs that merchants wait for, and keeps its times', async () => {
    await midnightOf(24, 40);
    const jobs = await queued(db);
    expect(jobs).toHaveLength(48);
    expect(Math.max(...jobs.map(({ waitsMs }) => waitsMs))).toBeLessThan(HOUR * 0.75);
    expect(new Set(jobs.map(({ waitsMs }) => Math.floor(waitsMs / 60_000))).size).toBeGreaterThan(
      15,
    );
    expect(await priorities()).toEqual([50]);
    const times = 'select key, run_at from graphile_worker._private_jobs order by key';
    const before = await db.query(times);
    await startNewDays();
    expect(await db.query(times)).toEqual(before);
  });

  it('comes at once if spreading is off', async () => {
    await midnightOf(3, 0);
    expect((await queued(db)).map(({ waitsMs }) => waitsMs)).toEqual(Array(6).fill(0));
  });

  it('begins with an opened shop and a shop with changed orders', async () => {
    await midnightOf(5, 40);
    const waiting = await refreshes();
    const [, opened, changed] = waiting
      .sort((one, other) => one.waitsMs - other.waitsMs)
      .map(({ payload }) => shopIdSchema.parse(payload.shopId))
      .reverse();
    if (opened === undefined || changed === undefined) throw new Error('there are too few shops');
    await readFollowing(opened);
    await withShop(changed, (tx) => requestRefresh(tx, changed));
    const now = (await refreshes()).filter(({ waitsMs }) => waitsMs === 0);
    expect(now.map(({ payload }) => payload.shopId).sort()).toEqual([opened, changed].sort());
    const [, first] = await db.query(
      'select key, priority from graphile_worker._private_jobs order by priority, run_at limit 2',
    );
    expect(first).toMatchObject({ priority: 10, key: expect.stringMatching(/^snapshot.refresh:/) });
    // the night enqueues them again: they stay in front
    await startNewDays();
    expect((await refreshes()).filter(({ waitsMs }) => waitsMs === 0)).toHaveLength(2);
    expect(await priorities()).toEqual([10, 50]);
  });

  it('is checked by jobs of a few shops each, every shop once', async () => {
    await midnightOf(450, 40);
    const slices = await queued(db);
    expect(slices.map(({ name }) => name)).toEqual(Array(3).fill('snapshot.newDay'));
    // enqueued again before they begin, they are the same jobs
    await startNewDays();
    expect(await queued(db)).toHaveLength(3);
    await emptyQueue(db);
    await db.query('update shops set uninstalled_at = now() where id % 90 <> 0');
    for (const { payload } of slices) await runHandler('snapshot.newDay', payload, false);
    const shops = (await refreshes()).map(({ payload }) => payload.shopId);
    expect(shops).toHaveLength(5);
    expect(new Set(shops).size).toBe(5);
  });
});

describe('stale kept days', () => {
  const kept = { '2026-09-01': '2026-09-01T00:00:00Z', '2026-10-16': '2026-10-14T15:00:00Z' };
  const quiet = { ...kept, '2026-10-15': '2026-10-14T15:00:00Z' };

  it('are counted again at night, by the shop’s own clock', async () => {
    await shopIn('Asia/Tokyo', { ...quiet, '2026-09-02': '2026-09-01T16:00:00Z' });
    await db.query(`update snapshots set stale = true where as_of = '2026-09-01'`);
    // 00:30, 02:30 and 10:00 in Tokyo
    const withoutDays = async (moment: string) =>
      (await askedAt(moment)).filter((job) => !job.startsWith('snapshot.day'));
    expect(await withoutDays('2026-10-14T15:30:00Z')).toEqual([]);
    expect(await withoutDays('2026-10-14T17:30:00Z')).toEqual(['snapshot.stale']);
    expect(await withoutDays('2026-10-15T01:00:00Z')).toEqual([]);
  });

  it('are enqueued one after the other, each once however often it changes', async () => {
    const id = shopIdSchema.parse(await shopIn('Asia/Tokyo', quiet));
    await db.query(`update snapshots set stale = true, numbers = '{"old": 1}'`);
    env().CLOCK_OFFSET_MS = Date.parse('2026-10-14T17:30:00Z') - Date.now();
    let before: string | undefined;
    const order: unknown[] = [];
    for (let turn = 0; turn < 5; turn++) {
      await emptyQueue(db);
      await computeStaleDay(id, before);
      const [next] = await queued(db);
      if (next === undefined) break;
      before = String(next.payload.before);
      const [counted] = await db.query(
        'select as_of::text as day from snapshots order by computed_at desc limit 1',
      );
      order.push(counted?.day);
      await db.query('update snapshots set stale = true');
    }
    expect(order).toEqual(['2026-09-01', '2026-10-15']);
  });

  it('are each counted once, also after a clock that ran ahead enqueued them', async () => {
    const id = shopIdSchema.parse(await shopIn('Asia/Tokyo', quiet));
    await db.query(`update snapshots set stale = true, numbers = '{"old": 1}'`);
    const moment = Date.parse('2026-10-14T17:30:00Z');
    env().CLOCK_OFFSET_MS = moment - Date.now();
    await emptyQueue(db);
    await computeStaleDay(id, '2026-12-01T00:00:00.000Z');
    const [next] = await queued(db);
    expect(Date.parse(String(next?.payload.before)) - moment).toBeLessThan(3_600_000);
  });

  it('exclude the current one, which is refreshed by itself', async () => {
    await shopIn('Asia/Tokyo', {
      '2026-10-15': '2026-10-14T15:00:00Z',
      '2026-10-16': '2026-10-14T15:00:00Z',
    });
    await db.query(`update snapshots set stale = true where as_of = '2026-10-16'`);
    expect(await askedAt('2026-10-14T17:30:00Z')).toEqual([]);
  });
});
