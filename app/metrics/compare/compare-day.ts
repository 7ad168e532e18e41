import { z } from 'zod';
import { monthsEarlier } from '../calendar';

/**
 * D of the day to compare with.
 * @param asOf D of the numbers
 * @param given `year`, or an earlier day D (`YYYY-MM-DD`); for anything else the same day a month earlier
 */
export function compareDay(asOf: string, given: string | null): string {
  if (given === 'year') return monthsEarlier(asOf, 12);
  const day = z.iso.date().safeParse(given);
  return day.success && day.data < asOf ? day.data : monthsEarlier(asOf, 1);
}
