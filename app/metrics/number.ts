import { z } from 'zod';

/** Counts and day differences as PostgreSQL's int. */
export const integer = z.number().int();

/** An exact sum of money, read at the last moment: arithmetic on it is statistics, not bookkeeping. */
export const money = z.string().transform(Number);

/** part / whole, or null when there is no whole: nothing is not zero. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
