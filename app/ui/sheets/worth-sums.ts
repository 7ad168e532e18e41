import type { Comparison } from '../../metrics/compare/compare';
import type { Snapshot } from '../../metrics/snapshot';
import { figure, joined, type Sum, sums } from './sum';

/** What a customer is worth over as many days, of profit or of revenue: the sum of what the page shows. */
export function worthSums(
  { ltv, margin }: Pick<Snapshot, 'ltv' | 'margin'>,
  worth: Pick<Comparison['worth'], 'days' | 'basis'> | null,
): Sum[] {
  const { days, basis } = worth ?? {
    days: 365,
    basis: margin.rate === null ? 'revenue' : 'profit',
  };
  const { revenue = null, orders = null } = ltv.curve.find((point) => point.days === days) ?? {};
  const revenueEach = figure('revenueEach', 'money', revenue);
  if (basis === 'profit' && revenue !== null && margin.rate !== null)
    return sums([
      figure('profitEach', 'money', revenue * margin.rate),
      joined('×', revenueEach, figure('margin', 'rate', margin.rate)),
    ]);
  return revenueWithin(revenue, orders);
}

/** Orders per customer x the mean order: revenue per customer within a tenure. */
export function revenueWithin(revenue: number | null, orders: number | null): Sum[] {
  return sums([
    figure('revenueEach', 'money', revenue),
    joined(
      '×',
      figure('ordersEach', 'mean', orders),
      figure('averageOrderValue', 'money', revenue === null || !orders ? null : revenue / orders),
    ),
  ]);
}
