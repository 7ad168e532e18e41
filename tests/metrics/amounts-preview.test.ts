import { describe, expect, it } from 'vitest';
import { previewAmounts, type AmountSettings } from '../../app/metrics/definitions/amounts.server';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { metricSettingsSchema } from '../../app/metrics/settings';
import type { Snapshot } from '../../app/metrics/snapshot';
import { changeSettings } from '../../app/settings/change.server';
import { database } from '../support/database';
import { shopWith } from '../support/numbers/measure';
import { randomBook, randomSettings } from '../support/shops/random-book';

const db = await database();
const NOW = new Date('2024-05-31T12:00:00Z');

/** The amounts of a count, by the names of the preview. */
const amountsOf = ({ revenue, orders, customers, ltv, yearly, repeat }: Snapshot) => ({
  revenue,
  perOrder: revenue / orders.counted,
  perCustomer: revenue / customers,
  reachedAmount: ltv.health.reachedAmount,
  yearly: yearly && {
    ...{ meanRevenue: yearly.meanRevenue, reached: yearly.reached },
    ...{ repeaters: repeat.repeatRate365, line: yearly.repeaters },
  },
});

describe('the preview of amounts', () => {
  it.each([
    [3, 640],
    [11, 300],
  ])('is what the next count gives (random shop %i of %i days)', async (seed, days) => {
    const book = randomBook(seed, { days, customers: 120 });
    const settings = { ...randomSettings(seed, book), revenueBasis: 'net' as const };
    const shop = await shopWith(db, book, settings);
    let before = await takeSnapshot(shop, null, NOW);
    const typical = amountsOf(before).perCustomer;
    const drafts: AmountSettings[] = [
      { revenueBasis: 'withTax', healthAmount: typical, healthYearAmount: typical / 2 },
      { healthYearAmount: typical / 3, healthRepeaters: 0.5, counting: 'order' as const },
      { revenueBasis: 'net', counting: 'day' as const, healthYearAmount: null },
    ].map((draft) => ({ ...metricSettingsSchema.parse({}), ...draft }) as AmountSettings);
    let moved = 0;
    for (const draft of drafts) {
      const { revenueBasis, counting, healthAmount, healthYearAmount, healthRepeaters } = draft;
      const entered = { revenueBasis, counting, healthAmount, healthYearAmount, healthRepeaters };
      const preview = await previewAmounts(shop, entered);
      if (preview === null || typeof preview === 'string') throw new Error(String(preview));
      expect(preview.now).toEqual(amountsOf(before));
      await changeSettings(shop, 'metrics', entered, null);
      const after = await takeSnapshot(shop, null, NOW);
      expect(preview.then).toEqual(amountsOf(after));
      expect(preview.otherBasis).toBe(preview.now.revenue !== preview.then.revenue);
      if (preview.now.reachedAmount !== preview.then.reachedAmount) moved += 1;
      // once it is saved nothing is left to move
      expect(await previewAmounts(shop, entered)).toBeNull();
      before = after;
    }
    expect(moved).toBeGreaterThan(0);
    expect(before.yearly === null).toBe(days < 365);
  });
});
