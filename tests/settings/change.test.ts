import { beforeEach, describe, expect, it } from 'vitest';
import { changeSettings } from '../../app/settings/change.server';
import { MOST_CHANGES, readHistory, readRulesChangedAt } from '../../app/settings/history.server';
import { undoChange } from '../../app/settings/undo.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import { shopById } from '../../app/store/shops/shops';
import { updatePrivacySettings } from '../../app/privacy/settings.server';
import { setSurveySettings } from '../../app/survey/settings/settings.server';
import { DEFAULT_SETTINGS } from '../../app/survey/settings/settings';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { emptyQueue, queued } from '../support/queued';
import { eventually } from '../support/eventually';

const db = await database();
let shop: ShopId;
beforeEach(async () => {
  await db.query('truncate shops, settings_changes, snapshots, snapshot_refreshes cascade');
  await emptyQueue(db);
  shop = await addShop(db);
});

const known = () => withShop(shop, (tx) => shopById(tx, shop));
const jobs = async () => (await queued(db)).map(({ name }) => name).sort();
/** Rows of the history without their times. */
const history = async () =>
  (await readHistory(shop)).map(({ version, name, before, after }) => [
    version,
    name,
    before,
    after,
  ]);
const keepDays = () =>
  db.query(
    `insert into snapshots (shop_id, as_of, numbers, computed_at)
     values ($1, '2026-05-01', '{}', now()), ($1, current_date + 1, '{}', now())`,
    [shop],
  );
const staleDays = async () =>
  (await db.query('select count(*)::int as days from snapshots where stale'))[0]?.days;

describe('a change of settings', () => {
  it('keeps the other settings, and says from what to what in the history', async () => {
    await db.query(
      `update shops set settings = '{"metrics":{"lapseDays":120},"attention":{"a":1}}'`,
    );
    const first = await changeSettings(
      shop,
      'metrics',
      { defaultMargin: 0.6, f2Benchmark: 0.5 },
      0,
    );
    expect(first).toEqual({ version: 1 });
    await changeSettings(shop, 'metrics', { lapseDays: null }, 1);
    expect((await known()).settings).toEqual({
      metrics: { lapseDays: null, defaultMargin: 0.6, f2Benchmark: 0.5 },
      attention: { a: 1 },
    });
    expect(await history()).toEqual([
      [2, 'lapseDays', 120, null],
      [1, 'defaultMargin', null, 0.6],
      [1, 'f2Benchmark', null, 0.5],
    ]);
  });

  it('to the value that the shop has changes nothing, also where the value was a default', async () => {
    await keepDays();
    for (const values of [{ lapseDays: null }, { followerTags: [] }])
      expect(await changeSettings(shop, 'metrics', values, 0)).toEqual({ version: 0 });
    const none = { questions: { ja: undefined, en: undefined } };
    expect(await changeSettings(shop, 'survey', none, 0)).toEqual({ version: 0 });
    expect(await history()).toEqual([]);
    expect([await staleDays(), await jobs()]).toEqual([0, []]);
  });

  it('that a part does not take changes nothing', async () => {
    await expect(
      changeSettings(shop, 'metrics', { defaultMargin: 1.5, lapseDays: 9 }, 0),
    ).rejects.toThrow();
    expect([(await known()).settings, await history()]).toEqual([{}, []]);
  });

  it('of the numbers makes every kept day stale and counts today and the past again', async () => {
    await keepDays();
    await changeSettings(shop, 'metrics', { defaultMargin: 0.6 }, null);
    expect([await staleDays(), await jobs()]).toEqual([2, ['snapshot.refresh', 'snapshot.stale']]);
    expect(await known()).toMatchObject({ settingsVersion: 1, rulesVersion: 1 });
  });

  it('of a goal alone counts nothing again, beside a rule it does', async () => {
    await keepDays();
    await changeSettings(shop, 'metrics', { f2Benchmark: 0.4 }, null);
    expect([await staleDays(), await jobs()]).toEqual([0, []]);
    expect(await known()).toMatchObject({ settingsVersion: 1, rulesVersion: 0 });
    expect(await readRulesChangedAt(shop, 0)).toBeNull();
    await changeSettings(shop, 'metrics', { f2Benchmark: 0.5, lapseDays: 90 }, null);
    expect(await known()).toMatchObject({ settingsVersion: 2, rulesVersion: 2 });
    expect(await readRulesChangedAt(shop, 0)).not.toBeNull();
  });

  it('of the survey or of privacy counts nothing again', async () => {
    await keepDays();
    await updatePrivacySettings(shop, { commentDays: 30 });
    expect(await jobs()).toEqual([]);
    await setSurveySettings(shop, { ...DEFAULT_SETTINGS, askAgainAfterDays: 30 });
    expect([await staleDays(), await jobs()]).toEqual([0, ['survey.tellBlock']]);
    expect(await known()).toMatchObject({ settingsVersion: 2, rulesVersion: 0 });
    expect(await history()).toEqual([
      [2, 'askAgainAfterDays', 90, 30],
      [1, 'commentDays', 730, 30],
    ]);
  });

  it('before the first count leaves the count to the import', async () => {
    await changeSettings(shop, 'metrics', { defaultMargin: 0.6 }, null);
    expect(await jobs()).toEqual([]);
  });

  it('during the first count requests another one', async () => {
    await db.query('insert into snapshot_refreshes (shop_id, counting_since) values ($1, now())', [
      shop,
    ]);
    await changeSettings(shop, 'metrics', { defaultMargin: 0.6 }, null);
    expect(await jobs()).toContain('snapshot.refresh');
  });

  it('stays the latest of the rows that the history keeps', async () => {
    await db.query(
      `insert into settings_changes select $1, n, 'metrics', 'lapseDays', '1', '2', now() from generate_series(1, $2) n`,
      [shop, MOST_CHANGES],
    );
    await db.query('update shops set settings_version = $1', [MOST_CHANGES]);
    await changeSettings(shop, 'metrics', { defaultMargin: 0.6, f2Benchmark: 0.5 }, null);
    const kept = await history();
    expect(kept).toHaveLength(MOST_CHANGES);
    expect(kept.slice(0, 2).map(([, name]) => name)).toEqual(['defaultMargin', 'f2Benchmark']);
    expect(kept.at(-1)).toEqual([3, 'lapseDays', 1, 2]);
    expect((await readHistory(shop, 5)).map(({ version }) => version)).toEqual([
      501, 501, 500, 499, 498,
    ]);
  });
});

describe('of two people who save at once, the second', () => {
  it('saves nothing, and gets the values that the first one saved', async () => {
    await changeSettings(shop, 'metrics', { defaultMargin: 0.6 }, 0);
    const second = { defaultMargin: 0.5, lapseDays: 90 };
    expect(await changeSettings(shop, 'metrics', second, 0)).toEqual({
      version: 1,
      meanwhile: [{ name: 'defaultMargin', value: 0.6 }],
    });
    expect((await known()).settings).toEqual({ metrics: { defaultMargin: 0.6 } });
    // told, they save again
    expect(await changeSettings(shop, 'metrics', second, 1)).toEqual({ version: 2 });
    expect((await known()).settings).toEqual({ metrics: second });
  });

  it('saves what the first one did not change', async () => {
    await changeSettings(shop, 'metrics', { defaultMargin: 0.6 }, 0);
    const other = { lapseDays: 90, defaultMargin: 0.6 };
    expect(await changeSettings(shop, 'metrics', other, 0)).toEqual({ version: 2 });
    expect(await changeSettings(shop, 'privacy', { commentDays: 9 }, 0)).toEqual({ version: 3 });
  });

  it('is told on the privacy page, too', async () => {
    await updatePrivacySettings(shop, { commentDays: 30 }, 0);
    expect(await updatePrivacySettings(shop, { commentDays: 60 }, 0)).toMatchObject({ version: 1 });
    expect((await known()).settings.privacy).toEqual({ commentDays: 30 });
  });

  it('is told where the history is too short to know', async () => {
    await db.query('update shops set settings_version = 9');
    expect(await changeSettings(shop, 'metrics', { lapseDays: 90 }, 4)).toEqual({
      version: 9,
      meanwhile: [{ name: 'lapseDays', value: null }],
    });
  });

  it('waits for the first one’s commit', async () => {
    const first = await db.pool.connect();
    await first.query('begin');
    await first.query('select from shops where id = $1 for no key update', [shop]);
    let settled = false;
    const second = changeSettings(shop, 'metrics', { defaultMargin: 0.5 }, 0).finally(() => {
      settled = true;
    });
    await eventually(async () =>
      expect(await db.query('select from pg_locks where not granted')).not.toEqual([]),
    );
    expect(settled).toBe(false);
    await first.query(
      `update shops set settings = '{"metrics":{"defaultMargin":0.7}}', settings_version = 1`,
    );
    await first.query(
      `insert into settings_changes values ($1, 1, 'metrics', 'defaultMargin', 'null', '0.7', now())`,
      [shop],
    );
    await first.query('commit');
    first.release();
    expect(await second).toMatchObject({ meanwhile: [{ name: 'defaultMargin', value: 0.7 }] });
  });
});

describe('undoing a change', () => {
  const change = { version: 1, part: 'metrics', name: 'defaultMargin' } as const;
  beforeEach(async () => {
    await changeSettings(shop, 'metrics', { defaultMargin: 0.6, lapseDays: 90 }, 0);
  });

  it('is a change back of this setting alone, which counts again and can be undone', async () => {
    await emptyQueue(db);
    await keepDays();
    expect(await undoChange(shop, change, false)).toEqual({ state: 'done', version: 2 });
    expect((await known()).settings).toEqual({ metrics: { defaultMargin: null, lapseDays: 90 } });
    expect((await history())[0]).toEqual([2, 'defaultMargin', 0.6, null]);
    expect(await jobs()).toContain('snapshot.stale');
    expect(await undoChange(shop, { ...change, version: 2 }, false)).toMatchObject({
      state: 'done',
    });
    expect((await known()).settings.metrics).toMatchObject({ defaultMargin: 0.6 });
  });

  it('is refused where the setting has changed since, unless it is confirmed', async () => {
    await changeSettings(shop, 'metrics', { defaultMargin: 0.7 }, 1);
    expect(await undoChange(shop, change, false)).toEqual({
      state: 'changed',
      value: 0.7,
      before: null,
    });
    expect((await known()).settings.metrics).toMatchObject({ defaultMargin: 0.7 });
    expect(await undoChange(shop, change, true)).toMatchObject({ state: 'done' });
    expect((await known()).settings.metrics).toMatchObject({ defaultMargin: null });
  });

  it('of a change that is not kept, or of another shop, changes nothing', async () => {
    expect(await undoChange(shop, { ...change, version: 7 }, true)).toEqual({ state: 'gone' });
    const other = await addShop(db, 'other.myshopify.com');
    expect(await undoChange(other, change, true)).toEqual({ state: 'gone' });
    expect((await known()).settingsVersion).toBe(1);
  });

  it('to a value that the setting takes no more changes nothing', async () => {
    await db.query(`update settings_changes set value_before = '7' where name = 'defaultMargin'`);
    expect(await undoChange(shop, change, false)).toEqual({ state: 'unfit' });
    expect((await known()).settingsVersion).toBe(1);
  });
});
