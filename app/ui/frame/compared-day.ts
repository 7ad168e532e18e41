import { isDay, type Comparison } from './view-address';

/**
 * The day D to compare numbers with. A day of the address that does not lie before the numbers counts as
 * missing; a shorter month has its last day.
 * @param asOf the day D of the numbers
 */
export function comparedDay(compare: Comparison, asOf: string): string {
  if (isDay(compare) && compare < asOf) return compare;
  return monthsBefore(asOf, compare === 'year' ? 12 : 1);
}

function monthsBefore(day: string, months: number): string {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months;
  return dayOf(Math.floor(index / 12), (index % 12) + 1, Number(day.slice(8)));
}

/** A calendar day, `YYYY-MM-DD`; the last of the month where the month has no such day. */
export function dayOf(year: number, month: number, day: number): string {
  const last = new Date(Date.UTC(2000, month, 0));
  last.setUTCFullYear(year, month, 0);
  const date = String(Math.min(day, last.getUTCDate())).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${date}`;
}
