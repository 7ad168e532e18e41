import type { Snapshot } from '../../metrics/snapshot';

/**
 * The base of the shop's LTV: revenue, its gross profit, or that profit less the costs that the merchant
 * has entered.
 */
export type LtvKind = 'revenue' | 'gross' | 'net';

export function ltvKind(
  ltv: Pick<
    Snapshot['ltv'],
    'valueBasis' | 'orderCost' | 'acquisitionCost' | 'retentionCostPerYear'
  >,
): LtvKind {
  if (ltv.valueBasis === 'revenue') return 'revenue';
  const costs = [ltv.orderCost, ltv.acquisitionCost, ltv.retentionCostPerYear];
  return costs.every((cost) => cost === null) ? 'gross' : 'net';
}
