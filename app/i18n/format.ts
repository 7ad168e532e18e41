import type { Language } from './language';

/** Shown for a number that cannot be known yet, with the reason beside it; never a 0. */
export const UNKNOWN = '–';

type Amount = number | string | null | undefined;

export interface Formatter {
  /** the shop's currency, ISO 4217 */
  currency: string;
  /** the decimals that the currency has: 0 of JPY, 3 of KWD */
  decimals: number;
  /**
   * an amount in major units ("1980", 19.8), in the shop's currency and its number of decimals, and
   * `extra` (0) more where a sum needs them
   */
  money(amount: Amount, extra?: number): string;
  /**
   * as `money`, for an axis up to `highest`: whole units, and from 100,000 on shortened (¥12万, $12K),
   * so that the names along one axis have one format
   */
  axisMoney(amount: Amount, highest: number): string;
  /**
   * an amount as people say it in a headline, from 10,000 units on: 約2,272万円, 約3.2億円; ¥22.7M. A smaller one is
   * written as `money`
   */
  headlineMoney(amount: Amount): string;
  /** a measured fraction 0–1, with `decimals` (1) decimals; 0 and 1 are 0% and 100% */
  percent(fraction: Amount, decimals?: number): string;
  /** a chosen fraction 0–1: 87%, 12.5% */
  target(fraction: Amount): string;
  /** at most `decimals` (0) decimals */
  number(value: Amount, decimals?: number): string;
  /** a calendar day `YYYY-MM-DD` of the shop */
  day(day: string | null | undefined): string;
  /** a calendar month `YYYY-MM` of the shop */
  month(month: string | null | undefined): string;
  /** a moment, on the shop's clock */
  moment(time: Date | string | null | undefined): string;
}

/**
 * Writes numbers by language, the shop's currency and its time zone. Server and browser write the same text,
 * whichever spaces their ICU prefers.
 *
 * @param timeZone IANA, for example `Asia/Tokyo`
 */
export function formatter(language: Language, currency: string, timeZone: string): Formatter {
  const locale = language === 'ja' ? 'ja-JP' : 'en-US';

  function numeric(value: Amount, options: Intl.NumberFormatOptions): string {
    if (value === null || value === undefined || value === '') return UNKNOWN;
    const number = Number(value);
    if (!Number.isFinite(number)) return UNKNOWN;
    return plain(cached(locale, options).format(number));
  }

  function dated(time: Date | null, options: Intl.DateTimeFormatOptions): string {
    if (time === null || Number.isNaN(time.getTime())) return UNKNOWN;
    return plain(new Intl.DateTimeFormat(locale, options).format(time));
  }

  const inCurrency = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const money = (amount: Amount, extra = 0) =>
    numeric(amount, {
      ...inCurrency,
      ...(extra > 0 && {
        minimumFractionDigits: decimalsOf(currency) + extra,
        maximumFractionDigits: decimalsOf(currency) + extra,
      }),
    });

  /** 万 and 億, with one decimal below 100 of them; 約 where the amount is rounded */
  function inMyriads(amount: number): string {
    const size = Math.abs(amount);
    // 9,999.95万 is 1億
    const unit = size >= 99_995_000 ? { of: 1e8, name: '億' } : { of: 1e4, name: '万' };
    const decimals = size / unit.of < 99.95 ? 1 : 0;
    const count = Math.round((amount / unit.of) * 10 ** decimals) / 10 ** decimals;
    const about = count * unit.of === amount ? '' : '約';
    const fraction = { minimumFractionDigits: 0, maximumFractionDigits: decimals };
    return currency === 'JPY'
      ? `${about}${numeric(count, fraction)}${unit.name}円`
      : `${about}${numeric(count, { ...inCurrency, ...fraction })}${unit.name}`;
  }

  return {
    currency,
    decimals: decimalsOf(currency),
    money,
    headlineMoney: (amount) => {
      const number =
        amount === null || amount === undefined || amount === '' ? NaN : Number(amount);
      if (!Number.isFinite(number) || Math.abs(number) < HEADLINE_FROM) return money(amount);
      if (language === 'ja') return inMyriads(number);
      const short = { notation: 'compact', maximumSignificantDigits: 3 } as const;
      return numeric(number, { ...inCurrency, ...short });
    },
    axisMoney: (amount, highest) =>
      numeric(amount, {
        ...inCurrency,
        ...(highest < SHORT_FROM ? {} : { notation: 'compact' }),
        minimumFractionDigits: 0,
        maximumFractionDigits: highest < FINE_UP_TO || highest >= SHORT_FROM ? 1 : 0,
      }),
    percent: (fraction, decimals = 1) =>
      numeric(fraction, {
        style: 'percent',
        minimumFractionDigits: Number(fraction) === 0 || Number(fraction) === 1 ? 0 : decimals,
        maximumFractionDigits: decimals,
      }),
    target: (fraction) => numeric(fraction, { style: 'percent', maximumFractionDigits: 1 }),
    number: (value, decimals = 0) => numeric(value, { maximumFractionDigits: decimals }),
    // A calendar day is not a moment: one zone reads and writes it.
    day: (day) =>
      dated(utc(day, ''), { dateStyle: language === 'ja' ? 'long' : 'medium', timeZone: 'UTC' }),
    month: (month) =>
      dated(utc(month, '-01'), { year: 'numeric', month: 'short', timeZone: 'UTC' }),
    moment: (time) =>
      dated(time === null || time === undefined ? null : new Date(time), {
        dateStyle: 'medium',
        timeStyle: 'short',
        // a merchant's own clock setting never makes 10:00 PM of 22:00
        hourCycle: language === 'ja' ? 'h23' : 'h12',
        timeZone,
      }),
  };
}

/** Below 1万 every digit is said. */
const HEADLINE_FROM = 10_000;

/** An axis up to FINE_UP_TO needs its decimals; one from SHORT_FROM on has no room for every digit. */
const FINE_UP_TO = 10;
const SHORT_FROM = 100_000;

/** Making a NumberFormat costs 50 times what using one does, and a cohort grid has hundreds. */
const formats = new Map<string, Intl.NumberFormat>();

function cached(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** The decimals that a currency has: 0 of JPY, 3 of KWD. */
function decimalsOf(currency: string): number {
  const { maximumFractionDigits } = cached('en-US', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}

function utc(text: string | null | undefined, rest: string): Date | null {
  return text ? new Date(`${text}${rest}T00:00:00Z`) : null;
}

/** Replaces no-break spaces, on which ICU versions disagree, and writes Shopify's yen sign. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ').replace('\uffe5', '\u00a5');
}
