import type { Snapshot } from '../../metrics/snapshot';

/**
 * What stands behind the shop's LTV: revenue, the gross profit of it, or what is left of that after
 * the costs that have been entered.
 */
export type LtvKind = 'revenue' | 'gross' | 'net';

export function ltvKind(
  ltv: Pick<Snapshot['ltv'], 'valueBasis' | 'acquisitionCost' | 'retentionCostPerYear'>,
): LtvKind {
  if (ltv.valueBasis === 'revenue') return 'revenue';
  return ltv.acquisitionCost === null && ltv.retentionCostPerYear === null ? 'gross' : 'net';
}
