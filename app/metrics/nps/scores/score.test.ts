import { describe, expect, it } from 'vitest';
import { scoreOf } from './score';
import { worthOf } from '../worth/worth';

describe('the score of some answers', () => {
  it.each([
    [60, 20, 20, 40, 23.38, 54.29],
    [50, 30, 20, 30, 14.05, 44.2],
    [6, 2, 2, 40, -12.59, 74.12],
    [10, 0, 0, 100, 47.5, 100],
    [500, 333, 167, 33.3, 28.58, 37.82],
    [0, 0, 10, -100, -100, -47.5],
  ])(
    '%i promoters, %i passives and %i detractors: %d, from %d to %d',
    (promoters, passives, detractors, score, low, high) => {
      const found = scoreOf({ promoters, passives, detractors });
      expect(found.answers).toBe(promoters + passives + detractors);
      expect(found.score).toBeCloseTo(score, 9);
      expect(found.low).toBeCloseTo(low, 2);
      expect(found.high).toBeCloseTo(high, 2);
    },
  );

  it('of nine answers is not known, their counts are', () => {
    expect(scoreOf({ promoters: 9, passives: 0, detractors: 0 })).toEqual({
      answers: 9,
      promoters: 9,
      passives: 0,
      detractors: 0,
      score: null,
      low: null,
      high: null,
    });
  });
});

describe('what promoters are worth beside detractors', () => {
  const promoters = { n: 11_650, mean: 155.024164, variance: 93_199.8643 };
  const detractors = { n: 11_920, mean: 58.245312, variance: 19_061.4496 };

  it('is the ratio of the means, with the interval of its logarithm', () => {
    const { ratio, low, high } = worthOf(promoters, detractors);
    expect(ratio).toBeCloseTo(2.661573, 6);
    expect(low).toBeCloseTo(2.517668, 6);
    expect(high).toBeCloseTo(2.813703, 6);
  });

  it('is not known with fewer than two of either, nor where detractors are worth nothing', () => {
    const one = { n: 1, mean: 100, variance: null };
    for (const [a, b] of [
      [one, detractors],
      [promoters, one],
      [undefined, detractors],
      [promoters, undefined],
      [promoters, { n: 2, mean: 0, variance: 0 }],
    ] as const)
      expect(worthOf(a, b)).toMatchObject({ ratio: null, low: null, high: null });
  });

  it('is 0 without an interval where promoters are worth nothing', () => {
    expect(worthOf({ n: 2, mean: 0, variance: 0 }, detractors)).toMatchObject({
      ratio: 0,
      low: null,
      high: null,
    });
  });
});
