import { z } from 'zod';
import { monthsEarlier } from '../calendar';

/**
 * The day D to compare numbers with. A day of the address that does not lie before the numbers counts as
 * missing; a shorter month has its last day.
 * @param compare `month`, `year` or a day (`ui/frame/view-address`)
 * @param asOf the day D of the numbers
 */
export function comparedDay(compare: string, asOf: string): string {
  if (z.iso.date().safeParse(compare).success && compare < asOf) return compare;
  return monthsEarlier(asOf, compare === 'year' ? 12 : 1);
}
