import { z } from 'zod';
import { FIRST_DAY, monthsEarlier } from '../calendar';

/**
 * The day D to compare numbers with. A day of the address that does not lie before the numbers, or that no order can
 * have, counts as missing; a shorter month has its last day.
 * @param compare `month`, `year` or a day (`ui/frame/view-address`)
 * @param asOf the day D of the numbers
 */
export function comparedDay(compare: string, asOf: string): string {
  const isDay = z.iso.date().safeParse(compare).success && compare >= FIRST_DAY;
  if (isDay && compare < asOf) return compare;
  return monthsEarlier(asOf, compare === 'year' ? 12 : 1);
}
