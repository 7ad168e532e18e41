import { describe, expect, it } from 'vitest';
import { nextAction, type Situation } from './next-action';

const ASOF = '2026-11-30';
const WINDOW = { from: 28, to: 95 };
const one: Situation = {
  ...{ stage: 'customer', segment: 'second', state: 'active', n: 2, sinceFirst: 200 },
  ...{ score: null, answered: null, isOpen: true, expected: null },
};
const action = (change: Partial<Situation>, window: typeof WINDOW | null = WINDOW) =>
  nextAction({ ...one, ...change }, window, ASOF);

describe('the next step with a customer', () => {
  it.each<[string, Partial<Situation>, string]>([
    ['an old complaint does not hide', { score: 3, answered: '2026-10-30' }, 'grow'],
    [
      'a handled complaint does not hide',
      { score: 3, answered: '2026-11-29', isOpen: false },
      'grow',
    ],
    ['who has lapsed is woken', { state: 'lapsed', stage: 'fan' }, 'wake'],
    ['a loyal one at risk gets a personal word', { state: 'atRisk', stage: 'loyal' }, 'keep'],
    ['any other at risk a reminder', { state: 'atRisk' }, 'remind'],
    ['a new buyer is taught', { n: 1, sinceFirst: 27, stage: 'purchaser' }, 'teach'],
    ['and invited from the window on', { n: 1, sinceFirst: 28, stage: 'purchaser' }, 'second'],
    ['a promoter is asked', { score: 9, answered: '2025-01-01' }, 'introduce'],
    ['a sale-only buyer sees the value', { segment: 'trend' }, 'value'],
    ['who is late is reminded', { expected: '2026-11-29' }, 'due'],
    ['a loyal one is thanked', { stage: 'loyal', segment: 'loyal' }, 'thank'],
    ['any other gets the next product', { expected: '2026-11-30' }, 'grow'],
  ])('%s', (_, change, key) => {
    expect(action(change)).toEqual({ key, by: null });
  });

  it('answers a low score within a week, and at once after it', () => {
    const low = { score: 6, state: 'lapsed' } as const;
    expect(action({ ...low, answered: '2026-11-23' })).toEqual({ key: 'unhappy', by: ASOF });
    expect(action({ ...low, answered: '2026-11-22' })).toEqual({ key: 'unhappyLate', by: null });
    expect(action({ ...low, answered: '2026-10-31' })).toEqual({ key: 'unhappyLate', by: null });
    expect(action({ ...low, score: 7, answered: '2026-11-23' }).key).toBe('wake');
  });

  it('teaches for thirty days where the shop’s own days are not known', () => {
    const first = { n: 1, stage: 'purchaser' } as const;
    expect(action({ ...first, sinceFirst: 29 }, null).key).toBe('teach');
    expect(action({ ...first, sinceFirst: 30 }, null).key).toBe('second');
  });
});
