import { describe, expect, it } from 'vitest';
import { type CohortRow, highestOf, meanOf } from './cohort-mean';

const rows: CohortRow[] = [
  { month: '2026-01', customers: 100, values: [1, 0.4, 0.1] },
  { month: '2026-02', customers: 300, values: [1, 0.2] },
  { month: '2026-03', customers: 10, values: [0.9] },
];
const never = () => false;

describe('the mean of cohorts', () => {
  it('weighs each month by the customers who have reached it', () => {
    // 100 + 300 + 9 of 410; 40 + 60 of 400; 10 of 100
    expect(meanOf(rows, never)).toEqual({
      month: null,
      customers: 410,
      values: [409 / 410, 100 / 400, 0.1],
    });
  });

  it('leaves out a month that is not over, and ends where no cohort has a whole one', () => {
    const open = ({ month }: CohortRow, index: number) =>
      ['2026-01:2', '2026-02:1', '2026-03:0'].includes(`${month}:${index}`);
    expect(meanOf(rows, open).values).toEqual([1, 0.4]);
    expect(meanOf([], never)).toEqual({ month: null, customers: 0, values: [] });
  });
});

it('the darkest shade is the highest number of cohorts with 30 customers or more', () => {
  const few: CohortRow = { month: '2026-04', customers: 29, values: [1, 1, 1] };
  const enough: CohortRow = { month: '2026-05', customers: 30, values: [1, 0.6] };
  expect(highestOf([...rows, few], 1)).toBe(0.4);
  expect(highestOf([...rows, enough], 1)).toBe(0.6);
  expect(highestOf([few], 1)).toBe(Number.EPSILON);
});
