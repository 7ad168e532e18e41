import type { Snapshot } from '../../metrics/snapshot';
import { type Expression, figure, joined } from './sum';

/**
 * LTV of its six elements: what a customer's orders bring, less the costs. Costs that are not entered, and a margin that is
 * unknown, stand in no sum.
 * @param orderCost whether the cost of orders is one amount, or revenue times its rate
 */
export function lifetime(
  { ltv, margin }: Pick<Snapshot, 'ltv' | 'margin'>,
  orderCost: 'amount' | 'product',
): Expression | null {
  const product = joined(
    '×',
    figure('averageOrderValue', 'money', ltv.averageOrderValue),
    ...(margin.rate === null ? [] : [figure('margin', 'rate', margin.rate)]),
    figure('ordersPerYear', 'mean', ltv.annualPurchaseFrequency),
    figure('years', 'years', ltv.purchaseDurationYears),
  );
  const costs = [
    // without a margin LTV is of revenue, from which it is not taken
    ...(ltv.orderCost === null || margin.rate === null ? [] : [ofOrders(ltv, orderCost)]),
    ...(ltv.acquisitionCost === null
      ? []
      : [figure('acquisitionCost', 'money', ltv.acquisitionCost)]),
    ...(ltv.retentionCostPerYear === null
      ? []
      : [
          joined(
            '×',
            figure('retentionCost', 'money', ltv.retentionCostPerYear),
            figure('activeYears', 'years', ltv.activeYears),
          ),
        ]),
  ];
  return costs.length === 0 ? product : joined('−', product, ...costs);
}

function ofOrders({ revenue, orderCost }: Snapshot['ltv'], as: 'amount' | 'product') {
  const rate = orderCost?.rate ?? null;
  return as === 'amount'
    ? figure('orderCost', 'money', revenue === null || rate === null ? null : revenue * rate)
    : joined('×', figure('revenueEach', 'money', revenue), figure('orderCostRate', 'rate', rate));
}
