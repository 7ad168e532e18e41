import { beforeEach, describe, expect, it } from 'vitest';
import { env } from '../../app/env.server';
import { readAcquisitionFacts } from '../../app/metrics/costs/advertising.server';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { acquisitionCostOf } from '../../app/settings/entered/acquisition-cost';
import { changeSpend } from '../../app/settings/advertising/spend.server';
import { readSpendChanges } from '../../app/settings/advertising/spend-changes.server';
import { changeSettings } from '../../app/settings/change.server';
import { cellKey, MOST_CHANNELS, MOST_MONTHS, type Spend } from '../../app/settings/entered/cells';
import { readHistory } from '../../app/settings/history.server';
import { undoChange } from '../../app/settings/undo.server';
import { type ShopId } from '../../app/store/db.server';
import { youngShop } from '../sandbox/worlds/young';
import { database } from '../support/database';
import { shopOf } from '../support/numbers/measure';
import { addShop } from '../support/shops/shop';
import { emptyQueue, queued } from '../support/queued';

const db = await database();
let shop: ShopId;
beforeEach(async () => {
  await db.query(
    'truncate shops, settings_changes, snapshots, snapshot_refreshes, advertising_spend cascade',
  );
  await emptyQueue(db);
  shop = await addShop(db);
});

const save = (spend: Spend, expected: number | null = null, own = shop) =>
  changeSpend(own, () => spend, expected);
const stored = async (own = shop) =>
  Object.fromEntries(
    (
      await db.query(
        `select to_char(month, 'YYYY-MM') || ' ' || channel as cell, spend_shop_amount::float as amount
         from advertising_spend where shop_id = $1`,
        [own],
      )
    ).map(({ cell, amount }) => [cell, amount]),
  );
const cells = (months: number, channels: number): Spend =>
  Object.fromEntries(
    Array.from({ length: months * channels }, (_, at) => {
      const month = Math.floor(at / channels);
      const year = 2000 + Math.floor(month / 12);
      const name = `${year}-${String((month % 12) + 1).padStart(2, '0')}`;
      return [cellKey({ month: name, channel: `媒体${at % channels}` }), 1];
    }),
  );

describe('a change of advertising spend', () => {
  it('is one row of the history, and counts today and the past again', async () => {
    await db.query(
      `insert into snapshots (shop_id, as_of, numbers, computed_at) values ($1, '2026-05-01', '{}', now())`,
      [shop],
    );
    expect(await save({ '2026-01 Google': 1000, '2026-01 LINE 広告': 0.5 }, 0)).toEqual({
      version: 1,
    });
    expect(
      await save({ '2026-01 Google': 1200, '2026-01 LINE 広告': null, '2026-02 Google': 0 }, 1),
    ).toEqual({ version: 2 });
    expect(await stored()).toEqual({ '2026-01 Google': 1200, '2026-02 Google': 0 });
    const [versions] = await db.query('select settings_version, rules_version from shops');
    expect(versions).toEqual({ settings_version: 2, rules_version: 2 });
    expect(await db.query('select stale from snapshots')).toEqual([{ stale: true }]);
    expect((await queued(db)).map(({ name }) => name).sort()).toEqual([
      'snapshot.refresh',
      'snapshot.stale',
    ]);
    const changes = await readSpendChanges(shop, await readHistory(shop));
    expect(changes.get(2)).toEqual({
      ...{ cells: 3, before: 1000.5, after: 1200 },
      first: [
        { month: '2026-01', channel: 'Google', before: 1000, after: 1200 },
        { month: '2026-01', channel: 'LINE 広告', before: 0.5, after: null },
        { month: '2026-02', channel: 'Google', before: null, after: 0 },
      ],
    });
    expect(await readHistory(shop)).toMatchObject([
      { version: 2, part: 'advertising', name: 'spend', before: null },
      { version: 1, after: null },
    ]);
  });

  it('to the spend that the shop has changes nothing', async () => {
    await save({ '2026-01 Google': 1000 });
    expect(await save({ '2026-01 Google': 1000, '2026-02 Google': null })).toEqual({ version: 1 });
    expect(await readHistory(shop)).toHaveLength(1);
  });

  it.each([
    ['a negative amount', { '2026-01 Google': -1 }],
    ['no number', { '2026-01 Google': Number.NaN }],
    ['more than any shop spends', { '2026-01 Google': 1e12 }],
    ['no month', { '2026-13 Google': 1 }],
    ['a month before there was a shop', { '1989-12 Google': 1 }],
    ['no channel', { '2026-01 ': 1 }],
    ['a channel with a tab', { '2026-01 Goo\tgle': 1 }],
    ['a channel without an end', { [`2026-01 ${'あ'.repeat(101)}`]: 1 }],
    ['no cell', { Google: 1 }],
  ])('refuses %s, and keeps none of the change', async (_, wrong) => {
    await expect(save({ '2026-01 LINE': 5, ...wrong })).rejects.toThrow();
    expect([await stored(), await readHistory(shop)]).toEqual([{}, []]);
  });

  it('takes as many channels and months as a shop may have, and no more', async () => {
    const most = cells(MOST_MONTHS, MOST_CHANNELS);
    expect(await save(most)).toEqual({ version: 1 });
    expect(await save({ '2000-01 another': 1 })).toEqual({ tooMany: 'channels' });
    expect(await save({ '2020-01 媒体1': 1 })).toEqual({ tooMany: 'months' });
    const renamed = Object.keys(most).filter((key) => key.endsWith('媒体1'));
    expect(
      await save({
        ...Object.fromEntries(renamed.map((key) => [key, null])),
        '2000-01 another': 1,
      }),
    ).toEqual({ version: 2 });
    expect(await readHistory(shop)).toHaveLength(2);
    const first = (await readSpendChanges(shop, await readHistory(shop))).get(1);
    expect([first?.cells, first?.first.length, first?.after]).toEqual([24_000, 5, 24_000]);
    // the channel that went would be the 101st
    const which = { version: 2, part: 'advertising', name: 'spend' } as const;
    await save({ '2000-01 a third': 1, '2000-01 another': null });
    expect(await undoChange(shop, which, true)).toEqual({ state: 'unfit' });
  });

  it('leaves other shops’ spend', async () => {
    const other = await addShop(db, 'other.myshopify.com');
    await save({ '2026-01 Google': 7 }, null, other);
    await save({ '2026-01 Google': 1 });
    await save({ '2026-01 Google': null });
    expect([
      await stored(other),
      (await readSpendChanges(other, await readHistory(other))).size,
    ]).toEqual([{ '2026-01 Google': 7 }, 1]);
  });
});

describe('acquisition cost of some spend', () => {
  const NOW = new Date('2026-10-14T12:00:00Z');

  it('is to the last digit what the next count gives, over the last 12 months with spend', async () => {
    const young = await shopOf(db, youngShop({ until: NOW }));
    env().CLOCK_OFFSET_MS = NOW.getTime() - Date.now();
    await changeSettings(young, 'metrics', { durationDays: 60 }, null);
    await takeSnapshot(young, null, NOW);
    const facts = await readAcquisitionFacts(young);
    if (facts === null) throw new Error('no numbers');
    const months = Object.keys(facts.newcomers).sort();
    const spend = {
      ...Object.fromEntries(months.map((month, at) => [`${month} Google`, 1000.1 * (at + 1)])),
      ...{ [`${months[0] ?? ''} LINE`]: 0.7, '2026-10 LINE': 99, '2020-01 LINE': 5 },
      ...{ '2026-09 Yahoo': 0, '2020-02 Yahoo': 0 },
    };
    const saved = await save(spend, null, young);
    const { ltv } = await takeSnapshot(young, null, NOW);
    const then = acquisitionCostOf(Object.entries(spend), facts);
    expect(then).toBeCloseTo(ltv.acquisitionCost ?? Number.NaN, 9);
    expect((facts.valueBefore ?? Number.NaN) - (then ?? 0)).toBeCloseTo(ltv.value ?? 0, 6);
    // counted with spend, the facts are the same, and of the settings with it
    const counted = await readAcquisitionFacts(young);
    expect(counted?.valueBefore).toBeCloseTo(facts.valueBefore ?? 0, 6);
    expect(saved).toEqual({ version: counted?.rulesVersion });
    expect(facts.rulesVersion).toBeLessThan(counted?.rulesVersion ?? 0);
  });

  it('is not known without spend, and without newcomers', () => {
    const facts = { asOf: '2026-10-15', newcomers: { '2026-09': 2 } };
    expect(acquisitionCostOf([['2026-10 Google', 5]], facts)).toBeNull();
    expect(acquisitionCostOf([['2026-09 Google', 0]], facts)).toBeNull();
    expect(acquisitionCostOf([['2026-08 Google', 5]], facts)).toBeNull();
    expect(acquisitionCostOf([['2026-09 Google', 5]], facts)).toBe(2.5);
  });

  it('is not known before the first numbers', async () => {
    expect(await readAcquisitionFacts(shop)).toBeNull();
  });
});

describe('of two people who change spend at once, the second', () => {
  it('saves nothing where the first changed one of the same cells, and is told its amount', async () => {
    await save({ '2026-01 Google': 1, '2026-02 Google': 2 }, 0);
    expect(await save({ '2026-02 Google': 9, '2026-03 Google': 3 }, 0)).toEqual({
      version: 1,
      meanwhile: { '2026-02 Google': 2 },
    });
    expect(await stored()).toEqual({ '2026-01 Google': 1, '2026-02 Google': 2 });
    expect(await save({ '2026-02 Google': 9, '2026-03 Google': 3 }, 1)).toEqual({ version: 2 });
  });

  it('saves other cells, also after a change of another setting', async () => {
    await save({ '2026-01 Google': 1 }, 0);
    await changeSettings(shop, 'metrics', { defaultMargin: 0.6 }, 1);
    expect(await save({ '2026-01 LINE': 4 }, 0)).toEqual({ version: 3 });
  });
});

describe('undoing a change of spend', () => {
  const first = { version: 1, part: 'advertising', name: 'spend' } as const;
  beforeEach(async () => {
    await save({ '2026-01 Google': 1, '2026-02 Google': 2 }, 0);
  });

  it('gives all of its cells the amounts of before, as a change that can be undone', async () => {
    await save({ '2026-01 LINE': 4 }, 1);
    expect(await undoChange(shop, first, false)).toEqual({ state: 'done', version: 3 });
    expect(await stored()).toEqual({ '2026-01 LINE': 4 });
    await undoChange(shop, { ...first, version: 3 }, false);
    expect(await stored()).toEqual({
      '2026-01 Google': 1,
      '2026-01 LINE': 4,
      '2026-02 Google': 2,
    });
  });

  it('asks first where one of the cells has changed since', async () => {
    await save({ '2026-02 Google': 5 }, 1);
    expect(await undoChange(shop, first, false)).toEqual({
      state: 'changed',
      value: { '2026-01 Google': 1, '2026-02 Google': 5 },
      before: { '2026-01 Google': null, '2026-02 Google': null },
    });
    expect(await undoChange(shop, first, true)).toEqual({ state: 'done', version: 3 });
    expect(await stored()).toEqual({});
  });

  it('to what this release does not take changes nothing', async () => {
    await db.query(`update settings_changes set value_before = '{"2026-01 Google":"many"}'`);
    expect(await undoChange(shop, first, true)).toEqual({ state: 'unfit' });
    expect(Object.keys(await stored())).toHaveLength(2);
  });
});
