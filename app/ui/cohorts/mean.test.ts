import { describe, expect, it } from 'vitest';
import type { ShownCohorts } from '../../metrics/cohorts/shown';
import { highestOf, meanOf, type CohortRow } from './mean';

const shown: ShownCohorts = {
  periods: ['2026-01-01', '2026-02-01', '2026-03-01'],
  openUntil: null,
  rows: [
    { at: 0, customers: 100, totals: [100, 40, 10] },
    { at: 1, customers: 300, totals: [300, 60] },
    { at: 2, customers: 10, totals: [9] },
  ],
};

describe('the mean of cohorts', () => {
  it('weighs each cohort by its customers, of those who have reached the period', () => {
    // 100 + 300 + 9 of 410; 40 + 60 of 400; 10 of 100
    expect(meanOf(shown)).toEqual({
      at: null,
      customers: 410,
      values: [409 / 410, 100 / 400, 0.1],
    });
  });

  it('leaves out a period that is not over, and ends where no cohort has a whole one', () => {
    expect(meanOf({ ...shown, openUntil: '2026-03-31' }).values).toEqual([1, 0.4]);
    expect(meanOf({ periods: [], openUntil: null, rows: [] })).toEqual({
      ...{ at: null, customers: 0, values: [] },
    });
  });
});

it('the darkest shade is the highest number of cohorts with 30 customers or more', () => {
  const few: CohortRow = { at: 0, customers: 29, values: [1, 1, 1] };
  const enough: CohortRow = { at: 1, customers: 30, values: [1, 0.6] };
  expect(highestOf([few, enough], 1)).toBe(0.6);
  expect(highestOf([few, enough], 0)).toBe(1);
  expect(highestOf([few], 1)).toBe(Number.EPSILON);
});
