import type { Comparison } from '../../metrics/compare/compare';
import type { Snapshot } from '../../metrics/snapshot';
import { ltvMargin } from '../numbers/ltv-margin';
import { figure, joined, type Sum, sums } from './sum';

/** What a customer is worth over as many days, of profit or of revenue: the sum of what the page shows. */
export function worthSums(
  { ltv, margin }: Pick<Snapshot, 'ltv' | 'margin'>,
  worth: Pick<Comparison['worth'], 'days' | 'basis'> | null,
): Sum[] {
  const rate = ltvMargin({ ltv, margin });
  const { days, basis } = worth ?? { days: 365, basis: rate === null ? 'revenue' : 'profit' };
  const { revenue = null, orders = null } = ltv.curve.find((point) => point.days === days) ?? {};
  const revenueEach = figure('revenueEach', 'money', revenue);
  if (basis === 'profit' && revenue !== null && rate !== null) {
    const left = figure(ltv.orderCost === null ? 'margin' : 'marginLeft', 'rate', rate);
    return sums(
      [figure('profitEach', 'money', revenue * rate), joined('×', revenueEach, left)],
      ...marginLeft({ ltv, margin }),
    );
  }
  return revenueWithin(revenue, orders);
}

/** The margin after the cost of orders, where that is entered. */
export function marginLeft({
  ltv,
  margin,
}: Pick<Snapshot, 'ltv' | 'margin'>): Parameters<typeof sums> {
  if (ltv.orderCost === null) return [];
  return [
    [
      figure('marginLeft', 'rate', ltv.marginRate),
      joined(
        '−',
        figure('margin', 'rate', margin.rate),
        figure('orderCostRate', 'rate', ltv.orderCost.rate),
      ),
    ],
  ];
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
