/** Calendar days as text (YYYY-MM-DD), which sorts, compares and binds unchanged. Pure. */

const DAY_MS = 86_400_000;

/** The first day of the first year that an order can have (ingest/facts/bounds). */
export const FIRST_DAY = '1900-01-01';

/** By time zone: making one takes longer than all else of a day, and there are a few hundred zones. */
const writers = new Map<string, Intl.DateTimeFormat>();

function dayWriter(timezone: string): Intl.DateTimeFormat {
  const known = writers.get(timezone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: timezone, calendar: 'iso8601' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  });
  writers.set(timezone, made);
  return made;
}

/** The calendar day of an instant in an IANA time zone. @throws RangeError for an unknown zone */
export function dayIn(timezone: string, instant: Date): string {
  const parts = dayWriter(timezone).formatToParts(instant);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

export function monthStart(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The first day of the month `months` after the one of `day`. */
export function addMonths(day: string, months: number): string {
  const index = monthIndex(day) + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}

/** A calendar day; the last of the month where the month has no such day. */
export function dayOf(year: number, month: number, day: number): string {
  const last = new Date(Date.UTC(2000, month, 0));
  last.setUTCFullYear(year, month, 0);
  const date = String(Math.min(day, last.getUTCDate())).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${date}`;
}

/** The same day of the month, some months earlier; where that month is shorter, its last day. */
export function monthsEarlier(day: string, months: number): string {
  const index = monthIndex(day) - months;
  return dayOf(Math.floor(index / 12), (index % 12) + 1, Number(day.slice(8)));
}

/** Months since year 0: a difference is in months. */
export function monthIndex(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

/** Quarters since year 0. */
export function quarterIndex(day: string): number {
  return Math.floor(monthIndex(day) / 3);
}

/** The first day of a quarter. */
export function quarterStart(index: number): string {
  return addMonths('0000-01-01', index * 3);
}

/** `2025-Q1` */
export function quarterName(index: number): string {
  return `${String(Math.floor(index / 4)).padStart(4, '0')}-Q${(index % 4) + 1}`;
}
