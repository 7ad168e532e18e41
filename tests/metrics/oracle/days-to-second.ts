import { median, percentile } from './percentile';
import type { Buyer } from './purchases';

export interface DaysToSecond {
  withinDays: number;
  /** customers observed for that long */
  customers: number;
  /** of them, customers with a second purchase within it */
  bought: number;
  median: number | null;
  p75: number | null;
  p90: number | null;
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

/** Within the largest of 365, 180, 90 days for which 100 customers were observed; else null. */
export function daysToSecond(buyers: readonly Buyer[], asOf: number): DaysToSecond | null {
  for (const withinDays of [365, 180, 90]) {
    const { customers, days } = daysAmongObserved(buyers, asOf, withinDays);
    if (customers < 100) continue;
    return {
      withinDays,
      customers,
      bought: days.length,
      median: median(days),
      p75: percentile(days, [3, 4]),
      p90: percentile(days, [9, 10]),
      histogram: histogramOf(days, withinDays),
    };
  }
  return null;
}
