import { median, percentile } from './percentile';
import type { Buyer } from './purchases';

export interface DaysToSecond {
  withinDays: number;
  /** customers observed for that long */
  customers: number;
  /** of them, customers with a second purchase within it */
  bought: number;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p90: number | null;
  /** first-time buyers by D - their first day: in the window, before it, past it */
  window: { from: number; to: number; customers: number; before: number; past: number } | null;
  /** by days to the second purchase, `from` included, `to` not */
  histogram: { from: number; to: number; customers: number }[];
}

/** Days to the second purchase, of customers observed for `within` days with a second purchase in them. */
export function daysAmongObserved(
  buyers: readonly Buyer[],
  asOf: number,
  within: number,
): { customers: number; days: number[] } {
  const observed = buyers.filter((buyer) => asOf - 1 - buyer.firstDay >= within);
  const days = observed.flatMap((buyer) => {
    const second = buyer.purchases[1];
    return second === undefined ? [] : [second.day - buyer.firstDay];
  });
  return { customers: observed.length, days: days.filter((day) => day <= within) };
}

/** In steps of 10 days. The last step ends after day `within`. */
function histogramOf(days: readonly number[], within: number): DaysToSecond['histogram'] {
  const steps: DaysToSecond['histogram'] = [];
  for (let from = 0; from <= within; from += 10) {
    const to = from + 10;
    const customers = days.filter((day) => day >= from && day < to).length;
    steps.push({ from, to, customers });
  }
  return steps;
}

function windowOf(
  days: readonly number[],
  buyers: readonly Buyer[],
  asOf: number,
): DaysToSecond['window'] {
  const from = Math.floor(percentile(days, [1, 4]) ?? NaN);
  const to = Math.ceil(percentile(days, [3, 4]) ?? NaN);
  const since = buyers
    .filter(({ purchases }) => purchases.length === 1)
    .map(({ firstDay }) => asOf - firstDay);
  return {
    ...{ from, to },
    customers: since.filter((waited) => waited >= from && waited <= to).length,
    before: since.filter((waited) => waited < from).length,
    past: since.filter((waited) => waited > to).length,
  };
}

/** Within the largest of 365, 180, 90 days for which 100 customers were observed; else null. */
export function daysToSecond(buyers: readonly Buyer[], asOf: number): DaysToSecond | null {
  for (const withinDays of [365, 180, 90]) {
    const { customers, days } = daysAmongObserved(buyers, asOf, withinDays);
    if (customers < 100) continue;
    return {
      withinDays,
      customers,
      bought: days.length,
      p25: percentile(days, [1, 4]),
      median: median(days),
      p75: percentile(days, [3, 4]),
      p90: percentile(days, [9, 10]),
      window: days.length === 0 ? null : windowOf(days, buyers, asOf),
      histogram: histogramOf(days, withinDays),
    };
  }
  return null;
}
