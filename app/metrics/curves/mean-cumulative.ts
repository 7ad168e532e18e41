/**
 * The mean cumulative function over tenure (README.md section 2; Nelson 1988, Lawless & Nadeau
 * 1995): orders and revenue per customer within t days, each customer counted while observed.
 * Pure; the sums per tenure day come from SQL.
 */
export interface TenureDay {
  tenure: number;
  orders: number;
  revenue: number;
}

export interface MeanCumulative {
  /** Y(s): customers observed through tenure day s */
  observed(day: number): number;
  /** M(t) and R(t); null when fewer than 30 customers are observed through day t - 1 */
  within(days: number): { orders: number; revenue: number } | null;
  /** the largest t with Y(t - 1) >= 30; 0 where there is none */
  horizon: number;
  /** per tenure day s: 1 / Y(s), for the variance's own part */
  weights: readonly number[];
  /** per tenure day s: the sum of dR(u) / Y(u)^2 over u <= s, for the variance's common part */
  commonPart: readonly number[];
}

/** Least number of customers for a value to be shown. */
const LEAST_OBSERVED = 30;

/**
 * @param seen customers by the last tenure day through which they are observed
 * @param tenureDays orders and revenue that fell on each tenure day
 */
export function meanCumulative(
  seen: readonly { days: number; customers: number }[],
  tenureDays: readonly TenureDay[],
): MeanCumulative {
  const length = seen.reduce((longest, { days }) => Math.max(longest, days), -1) + 1;
  const observed = new Array<number>(length + 1).fill(0);
  for (const { days, customers } of seen) observed[days] = (observed[days] ?? 0) + customers;
  for (let day = length - 1; day >= 0; day--)
    observed[day] = (observed[day] ?? 0) + (observed[day + 1] ?? 0);
  const orders = new Array<number>(length).fill(0);
  const revenue = new Array<number>(length).fill(0);
  for (const { tenure, orders: placed, revenue: earned } of tenureDays) {
    orders[tenure] = (orders[tenure] ?? 0) + placed;
    revenue[tenure] = (revenue[tenure] ?? 0) + earned;
  }
  const cumulativeOrders: number[] = [];
  const cumulativeRevenue: number[] = [];
  const commonPart: number[] = [];
  const weights: number[] = [];
  let [sumOrders, sumRevenue, sumCommon] = [0, 0, 0];
  for (let day = 0; day < length; day++) {
    const customers = observed[day] ?? 0;
    sumOrders += (orders[day] ?? 0) / customers;
    sumRevenue += (revenue[day] ?? 0) / customers;
    sumCommon += (revenue[day] ?? 0) / customers ** 2;
    cumulativeOrders.push(sumOrders);
    cumulativeRevenue.push(sumRevenue);
    commonPart.push(sumCommon);
    weights.push(1 / customers);
  }
  const at = (day: number) => observed[day] ?? 0;
  let horizon = length;
  while (horizon > 0 && at(horizon - 1) < LEAST_OBSERVED) horizon--;
  return {
    observed: at,
    horizon,
    weights,
    commonPart,
    within: (days) =>
      days < 1 || at(days - 1) < LEAST_OBSERVED
        ? null
        : { orders: cumulativeOrders[days - 1] ?? 0, revenue: cumulativeRevenue[days - 1] ?? 0 },
  };
}
