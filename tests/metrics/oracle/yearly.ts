import { compare, parseDecimal, sum, toNumber } from './ratio';
import type { View } from './view';

export interface YearlyReport {
  buyers: number;
  meanRevenue: number | null;
  amount: number | null;
  reached: number;
  repeaters: number;
}

/** The health line's later form: the revenue of a year's buyers in it. */
export function yearlyOf(view: View): YearlyReport | null {
  if (view.daysOfOrders < 365) return null;
  const { revenue: amount, repeaters } = view.settings.healthYear;
  const years = view.buyers
    .map((buyer) => buyer.orders.filter((order) => order.day >= view.asOf - 365))
    .filter((orders) => orders.length > 0)
    .map((orders) => sum(orders.map((order) => order.revenue)));
  return {
    buyers: years.length,
    meanRevenue: years.length === 0 ? null : toNumber(sum(years)) / years.length,
    amount,
    reached: years.filter((year) => compare(year, parseDecimal(String(amount))) >= 0).length,
    repeaters,
  };
}
