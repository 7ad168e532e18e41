import { describe, expect, it } from 'vitest';
import { calendarOf, dayOf, dayText } from './calendar';
import { plainLtv, retentionCostPerMonth } from './costs';
import { percentile } from './percentile';
import { add, ceiling, parseDecimal, ratio, roundHalfUp, toDecimal, toNumber } from './ratio';
import { eventShare, survivalArea, survivalAt, survivalOf } from './survival';

describe('costs and the plain formula', () => {
  it('systems of 100,000 and people costing 300,000 over 5,000 customers are 80 a month, 960 a year', () => {
    const month = retentionCostPerMonth({ systems: 100_000, people: 1, costOfOne: 300_000 }, 5000);
    expect(month).toBe(80);
    expect((month ?? 0) * 12).toBe(960);
  });

  it('without customers the cost of keeping one is unknown', () => {
    expect(retentionCostPerMonth({ systems: 1, people: 1, costOfOne: 1 }, 0)).toBeNull();
  });

  it('the textbook: 200,000 x 0.5 x 12 x 5 - 4,000,000 = 2,000,000', () => {
    expect(
      plainLtv({
        averageOrderValue: 200_000,
        marginRate: 0.5,
        ordersPerYear: 12,
        years: 5,
        acquisitionCost: 4_000_000,
        retentionCostPerYear: 0,
        activeYears: 5,
      }),
    ).toBe(2_000_000);
  });
});

describe('fractions', () => {
  it('0.1 + 0.2 is 0.3', () => {
    expect(toDecimal(add(parseDecimal('0.1'), parseDecimal('0.2')), 2)).toBe('0.30');
    expect(toDecimal(parseDecimal('-19.80'), 2)).toBe('-19.80');
  });

  it('halves are rounded up, whole numbers stay', () => {
    expect(toNumber(roundHalfUp(ratio(25, 2), 0))).toBe(13);
    expect(toNumber(roundHalfUp(ratio(249, 20), 0))).toBe(12);
    expect([ratio(81, 2), ratio(40)].map(ceiling)).toEqual([41n, 40n]);
  });

  it('numbers far beyond a double become the nearest double', () => {
    expect(toNumber(ratio(10n ** 400n + 1n, 3n * 10n ** 400n))).toBeCloseTo(1 / 3, 15);
    expect(toNumber(ratio(-(10n ** 30n), 10n ** 29n))).toBe(-10);
  });

  it('text that is not a number is refused', () => {
    for (const text of ['', '.', '1,000', 'abc']) expect(() => parseDecimal(text)).toThrow();
  });
});

describe('days', () => {
  it('know the zone and the calendar', () => {
    const tokyo = calendarOf('Asia/Tokyo');
    expect(dayText(tokyo(Date.parse('2024-02-28T15:00:00Z')))).toBe('2024-02-29');
    expect(dayOf('2024-03-01') - dayOf('2024-02-28')).toBe(2);
    expect(() => dayOf('1 March 2024')).toThrow();
  });
});

describe('percentiles and survival', () => {
  it('percentiles interpolate linearly', () => {
    expect(percentile([4, 1, 3, 2], [1, 2])).toBe(2.5);
    expect(percentile([1, 2, 3, 4, 10], [9, 10])).toBe(7.6);
    expect(percentile([], [1, 2])).toBeNull();
  });

  it('a textbook curve: of 6, 1 lost on day 2, one censored on 2, 2 lost on day 5, rest observed to 9', () => {
    const durations = [2, 5, 5].map((days) => ({ days, event: true }));
    const seen = [2, 9, 9].map((days) => ({ days, event: false }));
    const steps = survivalOf([...durations, ...seen]);
    // 5/6 from day 2, 5/6 x 2/4 from day 5
    expect([1, 2, 4, 5, 99].map((day) => survivalAt(steps, day))).toEqual([
      1,
      5 / 6,
      5 / 6,
      5 / 12,
      5 / 12,
    ]);
    // 2 + 3 x 5/6 + 5 x 5/12
    expect(survivalArea(steps, 10)).toBeCloseTo(2 + 2.5 + 25 / 12, 12);
  });

  it('when all have had the event its share is 1, without an interval', () => {
    const durations = Array.from({ length: 30 }, () => ({ days: 30, event: true }));
    expect(eventShare(durations, 30)).toEqual({ share: 1, interval: null });
    expect(eventShare(durations, 31)).toBeNull();
  });
});
