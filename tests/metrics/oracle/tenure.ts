import { must } from './must';
import type { Buyer } from './purchases';
import { add, toNumber, ZERO, type Ratio } from './ratio';
import type { View } from './view';

/** Orders and revenue per customer within some tenure: app/metrics/README.md section 2. */
export interface PerCustomer {
  orders: number;
  revenue: number;
  /** 95 % of `revenue` */
  interval: [number, number];
}

interface TenureDay {
  /** customers observed through this tenure day */
  observed: number;
  orders: number;
  revenue: Ratio;
}

function tenureDays(buyers: readonly Buyer[], asOf: number, until: number): TenureDay[] {
  const days: TenureDay[] = Array.from({ length: until }, () => ({
    observed: 0,
    orders: 0,
    revenue: ZERO,
  }));
  for (const buyer of buyers) {
    for (let s = 0; s < until && buyer.firstDay + s <= asOf - 1; s += 1)
      must(days[s]).observed += 1;
    for (const order of buyer.orders) {
      const day = days[order.day - buyer.firstDay];
      if (day === undefined) continue;
      day.orders += 1;
      day.revenue = add(day.revenue, order.revenue);
    }
  }
  return days;
}

/** A reader of M(t), R(t) and its interval for one group of customers; null when Y(t - 1) < 30. */
export function perCustomerWithin(
  view: Pick<View, 'asOf' | 'buyers'>,
  longest: number,
): (days: number) => PerCustomer | null {
  const { asOf, buyers } = view;
  const table = tenureDays(buyers, asOf, longest);
  return (t) => {
    if (t < 1 || must(table[t - 1]).observed < 30) return null;
    let [orders, revenue, slope] = [0, 0, 0];
    /** slopes[s] = sum of dR(u)/Y(u)^2 over u < s */
    const slopes = [0];
    for (const day of table.slice(0, t)) {
      orders += day.orders / day.observed;
      revenue += toNumber(day.revenue) / day.observed;
      slope += toNumber(day.revenue) / day.observed ** 2;
      slopes.push(slope);
    }
    return {
      orders,
      revenue,
      // computed on demand: it reads every order of every customer
      get interval(): [number, number] {
        let variance = 0;
        for (const buyer of buyers) {
          let own = 0;
          for (const order of buyer.orders) {
            const s = order.day - buyer.firstDay;
            if (s < t) own += toNumber(order.revenue) / must(table[s]).observed;
          }
          const seenDays = Math.min(t, asOf - buyer.firstDay);
          variance += (own - must(slopes[seenDays])) ** 2;
        }
        const margin = 1.96 * Math.sqrt(variance);
        return [revenue - margin, revenue + margin];
      },
    };
  };
}
