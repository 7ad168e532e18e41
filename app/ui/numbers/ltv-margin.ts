import type { Snapshot } from '../../metrics/snapshot';

/**
 * The margin rate that LTV takes: after the cost of orders besides goods. A release from before that cost kept the gross
 * margin alone, which was the same.
 */
export function ltvMargin({ ltv, margin }: Pick<Snapshot, 'ltv' | 'margin'>): number | null {
  return ltv.marginRate ?? margin.rate;
}
