import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { env } from '../../app/env.server';
import { readSnapshot } from '../../app/metrics/read.server';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { readComparedDay } from '../support/numbers/compared-day';
import { rulesChangedAt } from '../../app/routes/admin/page-facts.server';
import { changeSettings } from '../../app/settings/change.server';
import { readFollowing } from '../../app/shop/state/following.server';
import { shopOf as installedShop, type InstalledShop } from '../../app/shop/shop.server';
import type { ShopId } from '../../app/store/db.server';
import {
  computeDay,
  computeStaleDay,
  refreshSnapshot,
} from '../../app/worker/jobs/snapshot-jobs.server';
import { youngShop } from '../sandbox/worlds/young';
import { awaited } from '../support/awaited';
import { database } from '../support/database';
import { shopOf } from '../support/numbers/measure';
import { emptyQueue, queued } from '../support/queued';

const db = await database();
const NOW = new Date('2026-10-14T12:00:00Z');
const DAY = '2026-10-01';
const world = youngShop({ until: NOW });

let shop: ShopId;
beforeAll(async () => {
  env().CLOCK_OFFSET_MS = NOW.getTime() - Date.now();
  shop = await shopOf(db, world);
});
beforeEach(async () => {
  for (const table of ['snapshots', 'snapshot_refreshes', 'snapshot_requests', 'settings_changes'])
    await db.query(`delete from ${table}`);
  await db.query('update shops set settings_version = 0, rules_version = 0');
  await emptyQueue(db);
});

let days = 100;
/** Another lapse window than before. */
const change = () => changeSettings(shop, 'metrics', { lapseDays: ++days }, null);
const day = async (asOf = DAY) => {
  const read = await readSnapshot(shop, asOf);
  if (read === null) throw new Error('no numbers');
  return read;
};
const own = async (): Promise<InstalledShop> => {
  const found = await installedShop(world.shop.domain);
  if (found === null) throw new Error('no shop');
  return found;
};
/** Runs the queued jobs of kept days, and those that they enqueue. */
const recountPast = async () => {
  for (let runs = 0; runs < 9; runs++) {
    const job = (await queued(db)).find(({ name }) => name === 'snapshot.stale');
    if (job === undefined) return;
    await emptyQueue(db);
    await computeStaleDay(shop, job.payload.before as string | undefined);
  }
};

/** Starts a count of DAY and lets `meanwhile` run before its first look at purchases ends. */
async function during(meanwhile: () => Promise<unknown>): Promise<void> {
  const holder = await db.pool.connect();
  try {
    await holder.query('begin; lock table purchases in access exclusive mode');
    const counted = takeSnapshot(shop, DAY, NOW);
    await expect.poll(() => db.query(awaited('purchases'))).not.toEqual([]);
    await meanwhile();
    await holder.query('rollback');
    await counted;
  } finally {
    holder.release();
  }
}

describe('a setting that changes while a day is counted', () => {
  it('leaves numbers that are stale and of the rules before, until they are counted again', async () => {
    await during(change);
    expect(await day()).toMatchObject({
      stale: true,
      rulesVersion: 0,
      snapshot: { lapseDays: 240 },
    });
    await changeSettings(shop, 'metrics', { lapseDays: days }, null);
    await computeStaleDay(shop);
    expect(await day()).toMatchObject({
      ...{ stale: false, rulesVersion: 1 },
      snapshot: { lapseDays: days },
    });
  });

  it('leaves fresh numbers where it is none of theirs', async () => {
    await during(() => changeSettings(shop, 'privacy', { commentDays: ++days }, null));
    expect(await day()).toMatchObject({ stale: false });
  });

  it('reaches the days that the running recount has counted already', async () => {
    await takeSnapshot(shop, DAY, NOW);
    await takeSnapshot(shop, '2026-09-01', NOW);
    await change();
    await emptyQueue(db);
    await computeStaleDay(shop);
    const [next] = await queued(db);
    await change();
    await emptyQueue(db);
    // the running job enqueues its next one after the change has: it takes its place
    await computeStaleDay(shop, next?.payload.before as string);
    await recountPast();
    const read = [await day(), await day('2026-09-01')];
    expect(read.map(({ snapshot, stale }) => [snapshot.lapseDays, stale])).toEqual([
      [days, false],
      [days, false],
    ]);
    expect(await queued(db)).toEqual([]);
  });
});

describe('until the numbers are counted again, a page', () => {
  it('says since when the settings are others than those of its numbers', async () => {
    await refreshSnapshot(shop);
    await takeSnapshot(shop, DAY, NOW);
    const today = await readSnapshot(shop);
    expect(await rulesChangedAt(await own(), today)).toBeNull();
    await change();
    await change();
    const [first] = await db.query('select min(changed_at) as at from settings_changes');
    expect(await rulesChangedAt(await own(), today)).toBe((first?.at as Date).toISOString());
    expect(await readFollowing(shop)).toMatchObject({ daysByEarlierRules: 1, daysToRecount: 1 });
    await refreshSnapshot(shop);
    expect(await rulesChangedAt(await own(), await readSnapshot(shop))).toBeNull();
    await recountPast();
    expect(await readFollowing(shop)).toMatchObject({ daysByEarlierRules: 0, daysToRecount: 0 });
  });

  it('compares no numbers by other settings, and asks for the earlier day by the new ones', async () => {
    await refreshSnapshot(shop);
    await takeSnapshot(shop, DAY, NOW);
    const compared = async () => {
      const shown = await readSnapshot(shop);
      if (shown === null) throw new Error('no numbers');
      return await readComparedDay(await own(), shown, DAY, '2026-07-01');
    };
    expect(await compared()).toMatchObject({ state: 'shown' });
    await change();
    await emptyQueue(db);
    // both days have the settings of before
    expect(await compared()).toMatchObject({ state: 'shown' });
    await refreshSnapshot(shop);
    expect(await compared()).toMatchObject({ state: 'waiting', read: null });
    expect((await queued(db)).map(({ name }) => name)).toContain('snapshot.day');
    await computeDay(shop, DAY);
    expect(await compared()).toMatchObject({ state: 'shown', read: { rulesVersion: 1 } });
    // the day alone has the new settings
    await db.query('update snapshots set rules_version = 0 where as_of <> $1', [DAY]);
    await emptyQueue(db);
    expect(await compared()).toMatchObject({ state: 'waiting', read: null });
    expect(await queued(db)).toEqual([]);
  });
});
