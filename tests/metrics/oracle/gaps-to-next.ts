import { must } from './must';
import { median } from './percentile';
import type { Buyer } from './purchases';

export interface GapToNext {
  after: number;
  withinDays: number | null;
  customers: number;
  days: number | null;
}

/** Days from the n-th purchase to the next, of customers seen for W days after it who came back within them. */
function daysAfter(buyers: readonly Buyer[], asOf: number, n: number, within: number): number[] {
  return buyers.flatMap(({ purchases }) => {
    const [own, next] = [purchases[n - 1], purchases[n]];
    if (own === undefined || next === undefined) return [];
    const days = next.day - own.day;
    return asOf - 1 - own.day >= within && days <= within ? [days] : [];
  });
}

/** Metrics.md section 9: W = the largest of 365, 180, 90 days with at least 30 who came back. */
export function gapsToNextOf(buyers: readonly Buyer[], asOf: number): GapToNext[] {
  return [1, 2, 3].map((after) => {
    for (const withinDays of [365, 180, 90]) {
      const days = daysAfter(buyers, asOf, after, withinDays);
      if (days.length >= 30)
        return { after, withinDays, customers: days.length, days: median(days) };
    }
    return { after, withinDays: null, customers: 0, days: null };
  });
}

/**
 * The day on which the next purchase of a customer is expected: by the median of their own gaps from four purchases on, else
 * by the shop's gap after as many; null where that is not known.
 */
export function expectedDayOf({ purchases }: Buyer, gaps: readonly GapToNext[]): number | null {
  const days =
    purchases.length >= 4
      ? median(purchases.slice(1).map(({ day }, at) => day - must(purchases[at]).day))
      : (gaps.find(({ after }) => after === purchases.length)?.days ?? null);
  return days === null ? null : must(purchases.at(-1)).day + Math.ceil(days);
}
