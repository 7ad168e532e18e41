import type { DiscountKind } from '../../store/records';

const DAY = 86_400_000;
const TOKYO = 9 * 3_600_000;

/** A day of the Tokyo calendar, counted from 1970-01-01. Tokyo has no summer time. */
export type Day = number;

export interface Campaign {
  name: string;
  kind: DiscountKind;
  /** share of the goods' price */
  rate: number;
  from: Day;
  /** its last day */
  to: Day;
}

// Month, first day, length in days: new tea in May, cold tea in July, the gift seasons.
const YEARLY = [
  { title: 'HATSUURI', kind: 'code', rate: 0.2, month: 1, day: 2, length: 7 },
  { title: '新茶まつり', kind: 'automatic', rate: 0.15, month: 5, day: 1, length: 10 },
  { title: 'REICHA', kind: 'code', rate: 0.15, month: 7, day: 10, length: 8 },
  { title: '秋の蔵出し', kind: 'automatic', rate: 0.2, month: 10, day: 10, length: 8 },
  { title: 'BLACKFRIDAY', kind: 'code', rate: 0.25, month: 11, day: 22, length: 7 },
] as const;

// Tea sales in January … December, relative to an average month of 1.
const SEASON = [0.9, 0.8, 0.95, 1.05, 1.45, 1.1, 1.15, 0.8, 0.95, 1, 1.15, 1.4];

export function dayOf(instant: number): Day {
  return Math.floor((instant + TOKYO) / DAY);
}

export function instantOf(day: Day, secondOfDay: number): number {
  return day * DAY - TOKYO + secondOfDay * 1000;
}

/** 1 to 12 */
export function monthOf(day: Day): number {
  return new Date(day * DAY).getUTCMonth() + 1;
}

export function seasonOf(day: Day): number {
  return SEASON[monthOf(day) - 1] ?? 1;
}

/** Saturdays and Sundays sell a little more. */
export function weekdayOf(day: Day): number {
  const weekday = new Date(day * DAY).getUTCDay();
  return weekday === 0 || weekday === 6 ? 1.2 : 0.92;
}

/** The sale campaigns that overlap a span of days, in order. */
export function campaignsBetween(start: Day, end: Day): Campaign[] {
  const years: number[] = [];
  const lastYear = new Date(end * DAY).getUTCFullYear();
  for (let year = new Date(start * DAY).getUTCFullYear(); year <= lastYear; year += 1)
    years.push(year);
  return years
    .flatMap((year) =>
      YEARLY.map(({ title, kind, rate, month, day, length }) => {
        const from = Math.round(Date.UTC(year, month - 1, day) / DAY);
        const name = kind === 'code' ? `${title}${year % 100}` : `${title} ${year}`;
        return { name, kind, rate, from, to: from + length - 1 };
      }),
    )
    .filter(({ from, to }) => to >= start && from <= end);
}
