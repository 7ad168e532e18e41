import type { Grain } from '../../terms/cohorts';
import {
  addDays,
  addMonths,
  daysBetween,
  FIRST_DAY,
  monthIndex,
  quarterIndex,
  quarterStart,
} from '../calendar';

/** How a grain numbers its periods: neighbours differ by 1. */
const NUMBERED: Record<Grain, { of: (day: string) => number; start: (index: number) => string }> = {
  month: { of: monthIndex, start: (index) => addMonths('0000-01-01', index) },
  quarter: { of: quarterIndex, start: quarterStart },
  // 1900-01-01 is a Monday
  week: {
    of: (day) => Math.floor(daysBetween(FIRST_DAY, day) / 7),
    start: (index) => addDays(FIRST_DAY, index * 7),
  },
};

/** The number of a day's period. */
export function periodIndex(grain: Grain, day: string): number {
  return NUMBERED[grain].of(day);
}

/** The first day of a period. */
export function periodStart(grain: Grain, index: number): string {
  return NUMBERED[grain].start(index);
}

/** The last period in numbers as of D, that of D − 1, and its last day while it is not over; null once it is. */
export function lastPeriod(
  grain: Grain,
  asOf: string,
): { index: number; openUntil: string | null } {
  const index = periodIndex(grain, addDays(asOf, -1));
  const next = periodStart(grain, index + 1);
  return { index, openUntil: next === asOf ? null : addDays(next, -1) };
}
