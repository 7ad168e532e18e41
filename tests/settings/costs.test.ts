import { beforeAll, describe, expect, it } from 'vitest';
import { env } from '../../app/env.server';
import { previewCosts } from '../../app/metrics/costs/preview.server';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { metricSettingsSchema, type CostSettings } from '../../app/metrics/settings';
import { changeSettings } from '../../app/settings/change.server';
import { COST_FIELDS, costTexts, enteredCosts, parseCosts } from '../../app/settings/entered/costs';
import { versionIn } from '../../app/settings/entered/version';
import type { ShopId } from '../../app/store/db.server';
import { youngShop } from '../sandbox/worlds/young';
import { database } from '../support/database';
import { shopOf } from '../support/numbers/measure';

const NONE: CostSettings = { retention: null, defaultMargin: null, orderCost: null };
const entered = (fields: Record<string, string>) =>
  parseCosts(enteredCosts(new URLSearchParams(fields)), 'JPY');

describe('the entered costs', () => {
  it('are settings, and none where nothing is entered', () => {
    expect(entered({})).toEqual({ settings: NONE });
    const fields = {
      ...{ systemsPerMonth: '１０万', peoplePerMonth: '¥300,000', customers: '5,000人' },
      ...{ defaultMargin: '60%', orderAmount: '600円', orderShare: '3.6' },
    };
    expect(entered(fields)).toEqual({
      settings: {
        retention: { systemsPerMonth: 100_000, peoplePerMonth: 300_000, customers: 5000 },
        defaultMargin: 0.6,
        orderCost: { amount: 600, share: 0.036 },
      },
    });
    expect(entered({ peoplePerMonth: '5', orderShare: '0' })).toMatchObject({
      settings: {
        retention: { systemsPerMonth: 0, peoplePerMonth: 5, customers: null },
        orderCost: { amount: 0, share: 0 },
      },
    });
  });

  it('have every fault named beside its field, and set nothing', () => {
    const fields = {
      ...{ systemsPerMonth: '-1', peoplePerMonth: '$5', customers: '0' },
      ...{ defaultMargin: '101', orderAmount: '9'.repeat(20), orderShare: '=1' },
    };
    expect(entered(fields)).toEqual({
      faults: {
        ...{ systemsPerMonth: 'negative', peoplePerMonth: 'currency', customers: 'people' },
        ...{ defaultMargin: 'percent', orderAmount: 'huge', orderShare: 'percent' },
      },
    });
  });

  it('stand in the form as they are read again', () => {
    const settings: CostSettings = {
      retention: { systemsPerMonth: 1234567.5, peoplePerMonth: 0, customers: null },
      defaultMargin: 0.585,
      orderCost: { amount: 600, share: 0.036 },
    };
    const texts = costTexts(settings);
    expect(texts).toMatchObject({ systemsPerMonth: '1,234,567.5', orderShare: '3.6' });
    expect(parseCosts(texts, 'JPY')).toEqual({ settings });
    expect(Object.keys(costTexts(NONE))).toEqual([...COST_FIELDS]);
    expect(parseCosts(costTexts(NONE), 'JPY')).toEqual({ settings: NONE });
  });

  it('are text: a file is none, and a form says its version in digits', () => {
    const form = new FormData();
    form.set('systemsPerMonth', new File(['5'], 'x'));
    form.set('version', '12');
    expect(enteredCosts(form).systemsPerMonth).toBe('');
    expect(versionIn(form)).toBe(12);
    for (const version of ['', '-1', '1e3', '12345678901']) {
      form.set('version', version);
      expect(versionIn(form)).toBeNull();
    }
  });
});

describe('what saving costs would change', () => {
  const db = database();
  const NOW = new Date('2026-10-14T12:00:00Z');
  let shop: ShopId;
  beforeAll(async () => {
    env().CLOCK_OFFSET_MS = NOW.getTime() - Date.now();
    shop = await shopOf(await db, youngShop({ until: NOW }));
  });

  it('is not known before the first numbers', async () => {
    expect(await previewCosts(shop, [NONE])).toBeNull();
  });

  it.each<[string, CostSettings]>([
    ['nothing', NONE],
    [
      'retention cost of the customers who have not lapsed',
      {
        ...NONE,
        retention: { systemsPerMonth: 100_000, peoplePerMonth: 300_000, customers: null },
      },
    ],
    [
      'every cost',
      {
        retention: { systemsPerMonth: 100_000, peoplePerMonth: 300_000, customers: 5000 },
        defaultMargin: 0.45,
        orderCost: { amount: 600, share: 0.036 },
      },
    ],
    ['a cost of orders without a margin', { ...NONE, orderCost: { amount: 600, share: 0 } }],
  ])('is to the last digit what the next count gives: %s', async (_, costs) => {
    // T that the young shop has seen
    const seen = { durationDays: 60 };
    await changeSettings(shop, 'metrics', { ...NONE, ...seen }, null);
    await takeSnapshot(shop, null, NOW);
    const preview = await previewCosts(shop, [NONE, costs]);
    await changeSettings(shop, 'metrics', costs, null);
    const { ltv, margin, status } = await takeSnapshot(shop, null, NOW);
    const counted = {
      grossMargin: margin.rate,
      coverage: margin.coverage,
      orderCost: ltv.orderCost?.rate ?? null,
      retentionCostPerYear: ltv.retentionCostPerYear,
      value: ltv.value,
      valueBasis: ltv.valueBasis,
    };
    expect(ltv.value).not.toBeNull();
    expect(preview).toMatchObject({ durationDays: 60, customers: status.active + status.atRisk });
    expect(preview?.figures[1]).toEqual(counted);
    // by the settings of before it is the number that the shop has counted so far
    expect((await previewCosts(shop, [costs]))?.figures[0]).toEqual(counted);
    expect(metricSettingsSchema.parse(costs)).toMatchObject(costs);
  });
});
