import { z } from 'zod';

/** Counts and day differences as PostgreSQL's int. */
export const integer = z.number().int();

/** An exact sum of money as a number: arithmetic on it is statistics, not bookkeeping. */
export const money = z.string().transform(Number);

/** part / whole; null, not 0, when whole is 0. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
