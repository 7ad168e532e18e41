import type { Grain } from '../../terms/cohorts';
import type { Condition } from '../../terms/people';
import { quarterParts } from '../numbers/quarter';

/** Days, first and last included (YYYY-MM-DD). */
export interface Days {
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;
const MONTHS = { month: 1, quarter: 3 } as const;

/** The days of a period by its first one. */
export function periodDays(grain: Grain, start: string): Days {
  const end = new Date(`${start}T00:00:00Z`);
  if (grain === 'week') end.setUTCDate(end.getUTCDate() + 7);
  else end.setUTCMonth(end.getUTCMonth() + MONTHS[grain]);
  return { from: start, to: new Date(end.getTime() - DAY_MS).toISOString().slice(0, 10) };
}

/** The days of a quarter such as `2025-Q3`. */
export function quarterDays(quarter: string): Days {
  const { year, from } = quarterParts(quarter);
  return periodDays('quarter', `${year}-${String(from).padStart(2, '0')}-01`);
}

/** The days of a month, YYYY-MM. */
export const monthDays = (month: string): Days => periodDays('month', `${month}-01`);

/**
 * The newcomers of some days, or of all.
 * @param newcomersFrom the day from which on customers count as new; null: all do
 */
export function newcomersIn(newcomersFrom: string | null, days: Days | null = null): Condition[] {
  if (days === null)
    return newcomersFrom === null ? [] : [{ field: 'first', from: newcomersFrom, to: null }];
  const from = newcomersFrom !== null && newcomersFrom > days.from ? newcomersFrom : days.from;
  return [{ field: 'first', from, to: days.to }];
}
