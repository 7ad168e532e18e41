import { describe, expect, it } from 'vitest';
import { bestQuarters, cheapestQuarter, leversByGain } from './best-quarter';
import { leverRange, within } from './lever-range';
import { knownDurations, LEVERS, whatIf, type Changes, type Observed } from './what-if';

// T of 200 days moves in steps of 10; 30 customers were observed for 220 days
const tenure = (days: number, orders: number | null, revenue: number | null, years: number) => ({
  ...{ days, orders, revenue },
  activeYears: years,
});
const shop: Observed = {
  durationDays: 200,
  activeYears: 0.4,
  byTenure: [
    tenure(1, 1, 2000, 1 / 365),
    tenure(100, 1.5, 3300, 0.25),
    tenure(200, 2, 4000, 0.4),
    tenure(220, 2.2, 4180, 0.44),
    tenure(230, null, null, 0.45),
  ],
  yearRevenue: 4500,
  grossMargin: 0.5,
  orderCost: null,
  counted: { orders: 40, revenue: 80_000 },
  acquisitionCost: 1000,
  retentionCostPerYear: 365,
};
const ltv = (changes: Changes, of = shop) => whatIf(of, changes)?.value;

describe('an LTV with moved elements', () => {
  // 4,000 × 0.5 − 1,000 − 365 × 0.4 = 854
  it.each<[Changes, number]>([
    [{}, 854],
    [{ frequency: 0.1 }, 4400 * 0.5 - 1146],
    // R(220), not 1.1 R(200), and the retention cost of its active years
    [{ duration: 0.1 }, 4180 * 0.5 - 1000 - 365 * 0.44],
    [{ duration: -0.5 }, 3300 * 0.5 - 1000 - 365 * 0.25],
    [{ averageOrderValue: -0.5 }, 2000 * 0.5 - 1146],
    [{ grossMargin: 0.2 }, 4000 * 0.7 - 1146],
    // no margin is over 100 %
    [{ grossMargin: 0.9 }, 4000 - 1146],
    [{ acquisitionCost: -1 }, 1854],
    [{ retentionCost: 1 }, 854 - 146],
    [{ frequency: 0.1, duration: 0.1, grossMargin: 0.2 }, 4180 * 1.1 * 0.7 - 1000 - 365 * 0.44],
  ])('%j is %d', (changes, value) => {
    expect(ltv(changes)).toBeCloseTo(value, 9);
  });

  it('takes a smaller share of a larger order for its amount, and the same of more orders', () => {
    // ¥100 an order of ¥2,000 and 2 %: 7 %; of ¥2,500: 4 % and 2 %
    const costly = { ...shop, orderCost: { amount: 100, share: 0.02 } };
    expect(ltv({}, costly)).toBeCloseTo(4000 * 0.43 - 1146, 9);
    expect(ltv({ averageOrderValue: 0.25 }, costly)).toBeCloseTo(5000 * 0.44 - 1146, 9);
    expect(ltv({ frequency: 0.25 }, costly)).toBeCloseTo(5000 * 0.43 - 1146, 9);
  });

  it('is of revenue where the margin is unknown, and takes no cost that is not entered', () => {
    const bare = { ...shop, grossMargin: null, acquisitionCost: null, retentionCostPerYear: null };
    expect(ltv({ frequency: 0.1, grossMargin: 0.2, acquisitionCost: 1 }, bare)).toBeCloseTo(
      4400,
      9,
    );
    expect(whatIf(bare)).toMatchObject({ grossMargin: null, acquisitionCost: null });
  });

  it('is worth within a year what R(365) is, whatever the duration and the costs of customers', () => {
    const year = (changes: Changes, of = shop) => whatIf(of, changes)?.year;
    expect(year({ duration: 0.1, acquisitionCost: -1, retentionCost: 1 })).toBe(2250);
    expect(year({ frequency: 0.1, averageOrderValue: 0.2 })).toBeCloseTo(4500 * 1.32 * 0.5, 9);
    expect(year({}, { ...shop, yearRevenue: null })).toBeNull();
    expect(year({}, { ...shop, grossMargin: null })).toBe(4500);
  });

  it('is not known where no 30 customers were observed for that long, or T is not known', () => {
    expect(ltv({ duration: 0.15 })).toBeUndefined();
    expect(ltv({ duration: 0.5 })).toBeUndefined();
    expect(knownDurations(shop).map(({ days }) => days)).toEqual([100, 200, 220]);
    expect(ltv({}, { ...shop, byTenure: [] })).toBeUndefined();
  });

  it('moves no duration in a snapshot without its active years, unless nothing is charged for them', () => {
    const byTenure = shop.byTenure.map((one) => ({ ...one, activeYears: NaN }));
    expect(knownDurations({ ...shop, byTenure }).map(({ days }) => days)).toEqual([200]);
    expect(ltv({}, { ...shop, byTenure })).toBeCloseTo(854, 9);
    expect(ltv({ duration: 0.1 }, { ...shop, byTenure, retentionCostPerYear: null })).toBe(1090);
  });
});

describe('the range of an element', () => {
  it('ends where it is known, and keeps a margin under 100 %', () => {
    expect(leverRange(shop, 'duration')?.least).toBeCloseTo(-0.5, 9);
    expect(leverRange(shop, 'duration')?.most).toBeCloseTo(0.1, 9);
    expect(leverRange(shop, 'grossMargin')).toEqual({ least: -0.5, most: 0.5 });
    const rich = { ...shop, grossMargin: 0.9 };
    expect(leverRange(rich, 'grossMargin')?.most).toBeCloseTo(0.1, 9);
    expect(leverRange(shop, 'acquisitionCost')).toEqual({ least: -1, most: 1 });
  });

  it('is none of what is not known or not entered', () => {
    const bare = {
      ...{ ...shop, byTenure: shop.byTenure.slice(2, 3), grossMargin: null },
      ...{ acquisitionCost: null, retentionCostPerYear: 0 },
    };
    const known = LEVERS.filter((lever) => leverRange(bare, lever) !== null);
    expect(known).toEqual(['frequency', 'averageOrderValue']);
    expect(within(bare, { duration: 0.1, grossMargin: 0.1, frequency: 0.1 })).toEqual({
      frequency: 0.1,
    });
  });

  it('holds what an address of another day says: the nearest known duration, the ends of the others', () => {
    const held = within(shop, { duration: 0.9, frequency: 7, retentionCost: -3, grossMargin: 0 });
    expect(held).toEqual({ duration: expect.closeTo(0.1, 9), frequency: 1, retentionCost: -1 });
    expect(within(shop, { duration: -0.2 })).toEqual({});
  });
});

describe('the best quarter', () => {
  const all = { days: 365, orders: 2, revenue: 4000 };
  const quarter = (name: string, value: number | null, frequency: number | null) => ({
    ...{ quarter: name, averageOrderValue: value, annualPurchaseFrequency: frequency },
  });

  it('is of each element by itself, against all customers over the same days', () => {
    const quarters = [quarter('2024Q1', 2500, 1.9), quarter('2024Q2', 1900, 2.4)];
    expect(bestQuarters(quarters, all)).toEqual({
      averageOrderValue: { quarter: '2024Q1', value: 2500, all: 2000, change: 0.25 },
      frequency: { quarter: '2024Q2', value: 2.4, all: 2, change: expect.closeTo(0.2, 12) },
    });
    // over 730 days two orders are one a year
    expect(bestQuarters(quarters, { ...all, days: 730 }).frequency?.all).toBe(1);
  });

  it('is none without a known quarter, or without all customers beside it', () => {
    expect(bestQuarters([quarter('2024Q1', null, null)], all).frequency).toBeUndefined();
    expect(bestQuarters([], all).averageOrderValue).toBeUndefined();
    expect(bestQuarters([quarter('2024Q1', 1, 1)], { ...all, orders: null })).toEqual({});
    expect(bestQuarters([quarter('2024Q1', 1, 1)], undefined)).toEqual({});
  });

  it('of the acquisition cost is the lowest, against the cost now', () => {
    const quarters = [2500, 1500, 1800].map((cost, at) => ({ quarter: `2025Q${at + 1}`, cost }));
    expect(cheapestQuarter(quarters, 2000)).toEqual({
      ...{ quarter: '2025Q2', value: 1500, all: 2000, change: -0.25 },
    });
    expect(cheapestQuarter(quarters, null)).toBeUndefined();
    expect(cheapestQuarter([], 2000)).toBeUndefined();
  });

  it('sorts the levers: the two soonest first, then the others, each by what it adds', () => {
    expect(leversByGain({})).toEqual(LEVERS);
    // what loses, or adds nothing, stays in the articles' order
    expect(leversByGain({ frequency: -5, duration: 0, grossMargin: 3, retentionCost: 9 })).toEqual([
      ...['frequency', 'duration', 'retentionCost', 'grossMargin'],
      ...['averageOrderValue', 'acquisitionCost'],
    ]);
  });
});
