import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatter, type Formatter } from '../../i18n/format';
import { LANGUAGES } from '../../i18n/language';
import type { Kind } from '../../metrics/kinds';
import { lastDay } from './last-day';

/** The currency and time zone of a page. */
export interface ShopWords {
  currency: string;
  timezone: string;
  /** the past day D in the page's address; absent or null where it shows the newest numbers */
  past?: { asOf: string } | null;
}

export interface PageFormat extends Formatter {
  /** the last day in the numbers of a page that shows a past day, whose words say that day instead of now; else null */
  pastDay: string | null;
  /** the currency's name behind a field's: 円; else its code */
  unit: string;
  /** a 95 % interval, low to high */
  moneyRange(range: readonly [number, number] | null): string | null;
  percentRange(range: readonly [number, number] | null): string | null;
  /** a number of days with its unit */
  days(days: number | null): string;
  /** the same, from 13 months on as people say it: about 17 months */
  span(days: number): string;
  /** customers with their unit, in a sentence */
  people(customers: number | null): string;
  /** customers where the place implies the unit: 人 stays, "customers" goes */
  heads(customers: number | null): string;
  /** the head of a CSV's column of amounts, with the currency: 売上（JPY） */
  inCurrency(head: string): string;
  /** the same of a column of days, whose cells have no unit */
  inDays(head: string): string;
  /** the heads of a CSV's columns for the ends of an interval, low and high */
  ends(head: string): [string, string];
  /** the difference of two rates, a fraction 0–1, with its unit */
  points(difference: number): string;
  /** a number by its kind as a headline says it, with its unit where it stands alone */
  write(kind: Kind, value: number): string;
}

const DAYS_OF_MONTH = 365.25 / 12;
/** A year is 365 days, as its number says. */
const LEAST_MONTHS = 13;

/** The formatter of the page's language, the shop's currency and zone, with the units of `numbers`. */
export function useFormat({ currency, timezone, past }: ShopWords): PageFormat {
  const { t, i18n } = useTranslation('numbers');
  const pastDay = lastDay(past?.asOf ?? null);
  return useMemo(() => {
    const language = LANGUAGES.find((known) => known === i18n.language) ?? 'en';
    const format = formatter(language, currency, timezone);
    const own = {
      ...format,
      pastDay,
      unit: language === 'ja' && currency === 'JPY' ? '円' : currency,
      moneyRange: (range: readonly [number, number] | null) =>
        range && t('range', { low: format.money(range[0]), high: format.money(range[1]) }),
      percentRange: (range: readonly [number, number] | null) =>
        range && t('range', { low: format.percent(range[0]), high: format.percent(range[1]) }),
      days: (days: number | null) =>
        days === null ? format.number(null) : t('days', { count: days, n: format.number(days) }),
      span: (days: number) => {
        const months = Math.round(days / DAYS_OF_MONTH);
        return months < LEAST_MONTHS ? own.days(days) : t('months', { n: format.number(months) });
      },
      people: (customers: number | null) =>
        customers === null
          ? format.number(null)
          : t('people', { count: customers, n: format.number(customers) }),
      inCurrency: (head: string) => t('table.file.amount', { head, currency }),
      inDays: (head: string) => t('table.file.days', { head }),
      ends: (head: string): [string, string] => [
        t('table.file.low', { head }),
        t('table.file.high', { head }),
      ],
      heads: (customers: number | null) =>
        customers === null ? format.number(null) : t('heads', { n: format.number(customers) }),
      points: (difference: number) => t('change.points', { n: format.number(difference * 100, 1) }),
    };
    const writers: Record<Kind, (value: number) => string> = {
      money: (amount) => format.headlineMoney(amount),
      rate: format.percent,
      days: own.days,
      years: (value) => format.number(value, 2),
      customers: own.people,
      count: format.number,
      mean: (value) => format.number(value, 2),
    };
    return { ...own, write: (kind: Kind, value: number) => writers[kind](value) };
  }, [t, i18n.language, currency, timezone, pastDay]);
}
