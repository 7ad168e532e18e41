import type { Snapshot } from '../../metrics/snapshot';
import type { PageFormat } from './use-format';

/** The headline of a measured duration covers two years at most; the rest stands beside it. */
const LONGEST_HEADLINE = 730;
const YEAR = 365;

type Ltv = Pick<
  Snapshot['ltv'],
  'value' | 'durationDays' | 'basis' | 'curve' | 'longestKnownDays' | 'revenue' | 'valueBasis'
>;

export interface Headline {
  amount: number;
  days: number;
  /** over the whole duration; otherwise over the longest known tenure */
  whole: boolean;
  /** the part of LTV after `days`, up to the whole duration */
  beyond: { amount: number; days: number } | null;
}

/**
 * What a customer is worth, for the screen: LTV, or while it is not known the longest known tenure of
 * the curve. A measured duration of over 730 days is split at 730, with costs taken off the first part.
 * A duration that the merchant has set is not split.
 * @param marginRate gross margin of revenue, where LTV is of profit
 */
export function ltvHeadline(ltv: Ltv, marginRate: number | null): Headline | null {
  const at = (days: number | null) =>
    ltv.curve.find((point) => point.days === days)?.revenue ?? null;
  const { value, durationDays: days, revenue } = ltv;
  if (value === null) {
    const longest = at(ltv.longestKnownDays);
    return longest === null || ltv.longestKnownDays === null
      ? null
      : { amount: longest, days: ltv.longestKnownDays, whole: false, beyond: null };
  }
  const first = at(LONGEST_HEADLINE);
  const rate = ltv.valueBasis === 'profit' ? marginRate : 1;
  if (days <= LONGEST_HEADLINE || ltv.basis === 'setting' || first === null)
    return { amount: value, days, whole: true, beyond: null };
  if (revenue === null || rate === null) return { amount: value, days, whole: true, beyond: null };
  const rest = (revenue - first) * rate;
  return {
    amount: value - rest,
    days: LONGEST_HEADLINE,
    whole: true,
    beyond: { amount: rest, days },
  };
}

/** The share of R(T) beyond the first year; null where there is none or it is not known. */
export function tailShare(ltv: Pick<Ltv, 'curve' | 'durationDays' | 'revenue'>): number | null {
  const year = ltv.curve.find((point) => point.days === YEAR)?.revenue ?? null;
  if (ltv.durationDays <= YEAR || year === null || !ltv.revenue) return null;
  return 1 - year / ltv.revenue;
}

/** The words about the part of LTV beyond the headline. */
export function beyondWords(
  { amount, days }: NonNullable<Headline['beyond']>,
  format: PageFormat,
): Record<'amount' | 'days', string> {
  return { amount: format.headlineMoney(amount), days: format.days(days) };
}
