import { describe, expect, it } from 'vitest';
import { signedAxis, tenureAxis, valueAxis } from './scale';

/** The names of an axis up to its values, and its end. */
const upTo = (...values: number[]) => {
  const { ticks, max } = valueAxis(values, String);
  return [ticks.map(({ label }) => label).join(' '), max];
};

describe('an axis', () => {
  it('ends at a round number that holds every value, with about four lines', () => {
    expect(upTo(3, 14_593, 7)).toEqual(['0 5000 10000 15000', 15_000]);
    expect(upTo(10_001)).toEqual(['0 2000 4000 6000 8000 10000 12000', 12_000]);
    expect(upTo(10_000)).toEqual(['0 2000 4000 6000 8000 10000', 10_000]);
    // multiples of 0.1 and 0.2 have no digits of their own
    expect(upTo(0.29)).toEqual(['0 0.1 0.2 0.3', 0.3]);
    expect(upTo(0.7)).toEqual(['0 0.2 0.4 0.6 0.8', 0.8]);
    expect(upTo(123_456_789)).toEqual(['0 50000000 100000000 150000000', 150_000_000]);
    for (const nothing of [[], [0], [-5]])
      expect(upTo(...nothing)).toEqual(['0 0.2 0.4 0.6 0.8 1', 1]);
  });

  it('ends where it is told to', () => {
    const { ticks, max, place } = valueAxis([1], String, 1);
    expect([max, place(0), place(0.25), place(1)]).toEqual([1, 0, 25, 100]);
    expect(ticks.map(({ at }) => at)).toEqual([0, 20, 40, 60, 80, 100]);
  });

  it('of negative values holds 0, between round numbers', () => {
    const { ticks, place, max } = signedAxis([-42.2, 12], String);
    expect(ticks.map(({ label }) => label)).toEqual([
      '-50',
      '-40',
      '-30',
      '-20',
      '-10',
      '0',
      '10',
      '20',
    ]);
    expect([max, place(-50), place(20)]).toEqual([20, 0, 100]);
    expect(signedAxis([0], String)).toMatchObject({ ticks: [{ at: 50, label: '0' }], max: 0 });
  });

  it('of tenures names those within it', () => {
    expect(tenureAxis(200, [0, 50, 365], (days) => `${days} days`).ticks).toEqual([
      { at: 0, label: '0' },
      { at: 25, label: '50 days' },
    ]);
  });
});
