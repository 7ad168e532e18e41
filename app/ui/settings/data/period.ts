import type { Period } from '../../../metrics/reconcile/amounts.sql';
import { readDay } from '../../../settings/entered/day';

/** Why an entered period is none; the page has a sentence for each. */
export type PeriodFault = 'day' | 'order' | 'future';

/** The first day of the first year that an order can have. */
const FIRST_DAY = '1900-01-01';

/** Periods that a link offers. */
export const PERIODS = ['lastMonth', 'thisMonth', 'twelveMonths'] as const;
export type NamedPeriod = (typeof PERIODS)[number];

/** The named periods as of a day. */
export function namedPeriods(today: string): Record<NamedPeriod, Period> {
  const first = `${today.slice(0, 7)}-01`;
  const lastMonth = { from: monthsOn(first, -1), to: dayBefore(first) };
  return {
    lastMonth,
    thisMonth: { from: first, to: today },
    twelveMonths: { from: monthsOn(first, -12), to: lastMonth.to },
  };
}

/** The period in an address, last month where it names none; the entered texts with their fault where they are no period. */
export function periodIn(
  query: URLSearchParams,
  today: string,
): { period: Period } | { fault: PeriodFault; entered: Period } {
  const [from, to] = [query.get('from'), query.get('to')];
  if (from === null && to === null) return { period: namedPeriods(today).lastMonth };
  const entered = { from: (from ?? '').slice(0, 20), to: (to ?? '').slice(0, 20) };
  const period = { from: readDay(entered.from) ?? '', to: readDay(entered.to) ?? '' };
  if (period.from < FIRST_DAY || period.to < FIRST_DAY) return { fault: 'day', entered };
  if (period.from > period.to) return { fault: 'order', entered };
  return period.to > today ? { fault: 'future', entered } : { period };
}

function monthsOn(first: string, months: number): string {
  const day = new Date(`${first}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
