import { HEADLINE_FROM, type HeadlineStep, shownIn, stepFor } from './headline';
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
   * as `money`, for an axis up to `highest`: whole units, and from 100,000 on in the step of `highest` (¥12万, $12K),
   * so that the names along one axis have one format
   */
  axisMoney(amount: number, highest: number): string;
  /**
   * the one step in which a headline says these amounts, that of the largest; while all are below 1,000,000 they are
   * written as `money`. Unknown amounts have no say
   */
  headlineStep(...amounts: Amount[]): HeadlineStep;
  /**
   * an amount as people say it in a headline: 約2,272万円, 約3.2億円; ¥22.7M
   * @param step its own where no other figure stands beside it
   * @param exact what `amount` was before it was rounded: 約 is written where they differ
   */
  headlineMoney(amount: Amount, step?: HeadlineStep, exact?: number): string;
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
    const number = known(value);
    if (!Number.isFinite(number)) return UNKNOWN;
    return plain(cached(locale, options).format(number));
  }

  function dated(time: Date | null, options: Intl.DateTimeFormatOptions): string {
    if (time === null || Number.isNaN(time.getTime())) return UNKNOWN;
    return plain(new Intl.DateTimeFormat(locale, options).format(time));
  }

  const decimals = decimalsOf(currency);
  const inCurrency = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const money = (amount: Amount, extra = 0) =>
    numeric(amount, {
      ...inCurrency,
      ...(extra > 0 && {
        minimumFractionDigits: decimals + extra,
        maximumFractionDigits: decimals + extra,
      }),
    });

  /** a rounded amount by its step; 0 has no unit */
  function inStep(rounded: number, step: HeadlineStep, style: Intl.NumberFormatOptions): string {
    const fraction = { minimumFractionDigits: 0, maximumFractionDigits: step.decimals };
    return `${numeric(rounded / step.unit, { ...style, ...fraction })}${step.name}`;
  }

  const noDecimals = { minimumFractionDigits: 0, maximumFractionDigits: 0 };
  const headlineStep = (...amounts: Amount[]) => {
    const sizes = amounts.map((amount) => Math.abs(known(amount))).filter(Number.isFinite);
    return stepFor(Math.max(0, ...sizes), language, decimals, HEADLINE_FROM);
  };

  return {
    currency,
    decimals,
    money,
    headlineStep,
    headlineMoney: (amount, step = headlineStep(amount), exact = known(amount)) => {
      const number = known(amount);
      if (step.unit === 1 || !Number.isFinite(number)) return money(amount);
      const rounded = shownIn(step, number);
      const about = language === 'ja' && rounded !== exact ? '約' : '';
      if (rounded === 0) return `${about}${numeric(0, { ...inCurrency, ...noDecimals })}`;
      return language === 'ja' && currency === 'JPY'
        ? `${about}${inStep(rounded, step, {})}円`
        : `${about}${inStep(rounded, step, inCurrency)}`;
    },
    axisMoney: (amount, highest) => {
      const step = stepFor(highest, language, decimals, SHORT_FROM);
      if (highest >= SHORT_FROM && amount !== 0)
        return inStep(shownIn(step, amount), step, inCurrency);
      const maximumFractionDigits = highest < FINE_UP_TO ? 1 : 0;
      return numeric(amount, { ...inCurrency, ...noDecimals, maximumFractionDigits });
    },
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

/** The number of an amount; NaN where it is unknown. */
function known(amount: Amount): number {
  return amount === null || amount === undefined || amount === '' ? NaN : Number(amount);
}

function utc(text: string | null | undefined, rest: string): Date | null {
  return text ? new Date(`${text}${rest}T00:00:00Z`) : null;
}

/** Replaces no-break spaces, on which ICU versions disagree, and writes Shopify's yen sign. */
function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ').replace('\uffe5', '\u00a5');
}
