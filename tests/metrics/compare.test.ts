import { describe, expect, it } from 'vitest';
import { compareDays } from '../../app/metrics/compare/compare';
import { statesWithin } from '../../app/metrics/compare/states';
import type { Snapshot } from '../../app/metrics/snapshot';
import { database } from '../support/database';
import { measured, shopWith } from '../support/numbers/measure';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { teaShop } from '../support/shops/tea-shop';
import { MOVEMENT_BOOKS } from './books/movement';
import { complete } from '../support/shops/complete';

const db = await database();

/** A snapshot that knows R at some tenures only. */
function worth(revenues: Record<number, number>, others: Partial<Snapshot> = {}): Snapshot {
  const curve = [30, 60, 90, 180, 365, 730].map((days) => ({
    days,
    orders: null,
    revenue: revenues[days] ?? null,
    interval: null,
  }));
  return {
    ...teaShop,
    margin: { rate: null, coverage: null },
    ...others,
    ltv: { ...teaShop.ltv, marginRate: null, curve },
  };
}

const ALL = { 30: 3000, 60: 3500, 90: 4000, 180: 5000, 365: 6905.4, 730: 9000 };
const DAY = '2026-05-18';

describe('two days of a shop', () => {
  it('compare what a customer is worth over 365 days, however long customers stay', () => {
    const before = worth(ALL);
    before.ltv.durationDays = 460;
    const now = worth({ ...ALL, 365: 6913.2 });
    now.ltv.durationDays = 523;
    expect(compareDays(now, before, DAY).worth).toMatchObject({
      days: 365,
      basis: 'revenue',
      now: 6913,
      before: 6905,
      difference: 8,
    });
  });

  it('compare over the longest tenure that both know, and say which', () => {
    const { worth: compared } = compareDays(
      worth(ALL),
      worth({ 30: 2900.5, 60: 3400, 90: 3900 }),
      DAY,
    );
    expect(compared).toMatchObject({ days: 90, now: 4000, before: 3900, difference: 100 });
    expect(compareDays(worth({}), worth(ALL), DAY).worth).toMatchObject({
      days: null,
      now: null,
      unknown: 'now',
    });
    const empty = compareDays(worth(ALL), worth({}), DAY).worth;
    expect(empty).toMatchObject({ days: 365, now: 6905, before: null, unknown: 'before' });
  });

  it('compare profit with profit, else revenue with revenue', () => {
    const half = { margin: { rate: 0.5, coverage: 1 } };
    expect(compareDays(worth(ALL, half), worth(ALL, half), DAY).worth).toMatchObject({
      basis: 'profit',
      now: 3453,
      difference: 0,
    });
    expect(compareDays(worth(ALL, half), worth(ALL), DAY).worth).toMatchObject({
      basis: 'revenue',
      now: 6905,
      difference: 0,
    });
  });

  it('do not judge a score of 30 days that may be chance, nor how many customers there are', () => {
    const scored = (score: number, margin: number, asOf = '2026-06-18'): Snapshot => ({
      ...teaShop,
      asOf,
      nps: {
        ...teaShop.nps,
        trend: [
          {
            day: '2026-06-17',
            ...{ answers: 100, promoters: 50, passives: 30, detractors: 20 },
            ...{ score, low: score - margin, high: score + margin },
          },
        ],
      },
    });
    const between = (now: Snapshot, before: Snapshot) => compareDays(now, before, '2026-05-18');
    const score = (now: number, before: number, margin: number, earlier = '2026-05-19') =>
      between(scored(now, margin), scored(before, margin, earlier)).recentNps;
    // √(7.1² + 7.1²) = 10.04, √(7² + 7²) = 9.90
    expect(score(30, 20, 7.1)).toMatchObject({ difference: 10, isWithinError: true });
    expect(score(30, 20, 7)).toMatchObject({ difference: 10, isWithinError: false });
    // 29 days apart the windows share a day's answers
    expect(score(30, 20, 7.1, '2026-05-20')).toMatchObject({ isWithinError: false });
    const { nps, worth: compared, customers } = between(scored(30, 9), scored(20, 9, '2026-05-19'));
    expect([nps.isWithinError, compared.isWithinError]).toEqual([false, false]);
    expect(customers.moreIsBetter).toBeNull();
  });

  it('do not compare amounts of two currencies', () => {
    const { worth: compared, customers } = compareDays(
      worth(ALL),
      worth(ALL, { currency: 'USD' }),
      DAY,
    );
    expect(compared).toMatchObject({
      now: 6905,
      before: null,
      difference: null,
      unknown: 'currency',
    });
    expect(customers.difference).toBe(0);
  });

  it('compare F2 within the same days', () => {
    const young = {
      ...teaShop,
      repeat: {
        ...teaShop.repeat,
        within: { ...teaShop.repeat.within, '90': null, '180': null, '365': null },
      },
    };
    expect(compareDays(teaShop, young, DAY).f2).toMatchObject({ days: 60, difference: 0 });
    expect(compareDays(teaShop, null, DAY).f2).toMatchObject({ days: 90, unknown: 'notCounted' });
  });

  it('count both days’ states with the window of the later one', () => {
    // on the earlier day 4 bought yesterday, 3 are silent for 50 days, 2 for 100, 1 for more than 730
    const recency = { upTo: 730, customers: [0, 4, ...zeros(48), 3, ...zeros(49), 2] };
    const before = complete({ ...teaShop, customers: 10, recency, lapseDays: 97 });
    const now = { ...teaShop, lapseDays: 104, status: { active: 9, atRisk: 0, lapsed: 1 } };
    const states = compareDays(now, before, DAY);
    // 50 days are active within 52, at risk within 48.5; 100 are at risk within 104
    expect(states.active).toMatchObject({ before: 7, difference: 2 });
    expect(states.atRisk).toMatchObject({ before: 2, difference: -2 });
    expect(states.lapsed).toMatchObject({ before: 1, difference: 0 });
    expect(compareDays(now, { ...before, recency: null }, DAY).active.unknown).toBe('notCounted');
  });

  it('do not count states with a window that is longer than what the earlier day kept', () => {
    const some = { customers: 5, recency: { upTo: 730, customers: [0, 4] } };
    expect(statesWithin(some, 731)).toBeNull();
    expect(statesWithin({ ...some, customers: 4 }, 731)).toEqual({
      active: 4,
      atRisk: 0,
      lapsed: 0,
    });
    expect(statesWithin(some, 730)).toEqual({ active: 4, atRisk: 0, lapsed: 1 });
  });

  it('differ in lapsed customers by those who lapsed less those who came back, as Stages counts them', async () => {
    const random = [4, 5].map((seed) => {
      const book = randomBook(seed);
      return { ...book, settings: randomSettings(seed, book) };
    });
    let moved = 0;
    for (const book of [...MOVEMENT_BOOKS, ...random]) {
      const shop = await shopWith(db, book, book.settings);
      const now = await measured(shop, '2024-06-15');
      const since = now.movement?.since ?? '';
      const { lapsed } = compareDays(now, await measured(shop, since), since);
      const { lapsed: gone = NaN, returned = NaN } = now.movement ?? {};
      expect([book.settings, lapsed.difference]).toEqual([book.settings, gone - returned]);
      moved += gone + returned;
    }
    expect(moved).toBeGreaterThan(3);
  });

  it('count the states of their own day as its snapshot does, in any shop', async () => {
    for (const seed of [1, 2, 3]) {
      const book = randomBook(seed);
      const shop = await shopWith(db, book, randomSettings(seed, book));
      const days = [
        await measured(shop, '2024-02-29'),
        await measured(shop, '2024-06-01'),
      ] as const;
      for (const day of days) expect(statesWithin(day, day.lapseDays)).toEqual(day.status);
      const compared = compareDays(days[1], days[0], '2024-02-29');
      for (const change of Object.values(compared))
        if (typeof change === 'object' && change.difference !== null)
          expect(change.before + change.difference).toBeCloseTo(change.now ?? NaN, 9);
    }
  });
});

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
