import { dayOf, monthNumber, monthOf, monthText } from './calendar';
import { earlier, quarterOf } from './newcomers';
import type { OracleSettings } from './settings';
import type { View } from './view';

/**
 * The plain formula of the textbooks: price x margin x orders per year x years - acquiring one
 * customer - keeping one for its active years.
 */
export function plainLtv(elements: {
  averageOrderValue: number;
  marginRate: number;
  ordersPerYear: number;
  years: number;
  acquisitionCost: number;
  retentionCostPerYear: number;
  activeYears: number;
}): number {
  const { averageOrderValue, marginRate, ordersPerYear, years } = elements;
  return (
    averageOrderValue * marginRate * ordersPerYear * years -
    elements.acquisitionCost -
    elements.retentionCostPerYear * elements.activeYears
  );
}

/** The monthly cost of keeping one customer. @returns null without customers */
export function retentionCostPerMonth(
  costs: { systems: number; people: number; costOfOne: number },
  customers: number,
): number | null {
  return customers === 0 ? null : (costs.systems + costs.people * costs.costOfOne) / customers;
}

/**
 * The cost of acquiring one customer: spend / new customers of the latest 12 complete months with spend.
 * @param quarter of its months alone
 * @returns null without such a month, or without a new customer in them
 */
export function acquisitionCost(
  view: View,
  advertising: OracleSettings['advertising'],
  quarter?: string,
): number | null {
  const spendByMonth = new Map<string, number>();
  for (const { month, spend } of advertising)
    spendByMonth.set(month, (spendByMonth.get(month) ?? 0) + spend);
  const isComplete = (month: string): boolean =>
    dayOf(`${monthText(monthNumber(month) + 1)}-01`) <= view.asOf;
  const months = [...spendByMonth.keys()]
    .filter((month) => isComplete(month) && (spendByMonth.get(month) ?? 0) > 0)
    .filter((month) => quarter === undefined || quarterOf(dayOf(`${month}-01`)) === quarter)
    .sort()
    .slice(-12);
  const spend = months.reduce((total, month) => total + (spendByMonth.get(month) ?? 0), 0);
  const won = view.buyers.filter((buyer) => months.includes(monthOf(buyer.firstDay))).length;
  return won === 0 ? null : spend / won;
}

/** The cost in each of the eight complete quarters before D, where it is known; oldest first. */
export function acquisitionByQuarter(
  view: View,
  advertising: OracleSettings['advertising'],
): { quarter: string; cost: number }[] {
  return [8, 7, 6, 5, 4, 3, 2, 1].flatMap((by) => {
    const quarter = earlier(quarterOf(view.asOf), by);
    const cost = acquisitionCost(view, advertising, quarter);
    return cost === null ? [] : [{ quarter: quarter.replace('-', ''), cost }];
  });
}

/**
 * What orders cost besides goods, as entered and as a share of the revenue of all orders.
 * @returns null where nothing is entered; its rate is null where an amount meets no revenue
 */
export function orderCostOf(
  entered: OracleSettings['orderCost'],
  orders: number,
  revenue: number,
): { amount: number; share: number; rate: number | null } | null {
  if (entered === null) return null;
  const { amount, share } = entered;
  if (amount === 0) return { ...entered, rate: share };
  return { ...entered, rate: revenue === 0 ? null : share + (orders * amount) / revenue };
}
