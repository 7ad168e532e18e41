import { monthNumber, monthOf } from './calendar';
import type { Buyer } from './purchases';
import { sum, toNumber } from './ratio';

export interface Cohort {
  customers: number;
  active: number[];
  revenue: number[];
}

/** By month of the first purchase; the last month of each is the month of D - 1. */
export function cohortsOf(buyers: readonly Buyer[], asOf: number): Record<string, Cohort> {
  const cohorts: Record<string, Cohort> = {};
  const lastMonth = monthNumber(monthOf(asOf - 1));
  const months = [...new Set(buyers.map((buyer) => monthOf(buyer.firstDay)))].sort();
  for (const month of months) {
    const members = buyers.filter((buyer) => monthOf(buyer.firstDay) === month);
    const orders = members.flatMap((buyer) =>
      buyer.orders.map((order) => ({
        buyer: buyer.id,
        since: monthNumber(monthOf(order.day)) - monthNumber(month),
        revenue: order.revenue,
      })),
    );
    const cohort: Cohort = { customers: members.length, active: [], revenue: [] };
    for (let since = 0; since <= lastMonth - monthNumber(month); since += 1) {
      const those = orders.filter((order) => order.since === since);
      cohort.active.push(new Set(those.map((order) => order.buyer)).size);
      cohort.revenue.push(toNumber(sum(those.map((order) => order.revenue))));
    }
    cohorts[month] = cohort;
  }
  return cohorts;
}

/** The month of D - 1 if it is not over; null if D is the first of a month. */
export function incompleteMonth(asOf: number): string | null {
  const [last, next] = [monthOf(asOf - 1), monthOf(asOf)];
  return last === next ? last : null;
}
