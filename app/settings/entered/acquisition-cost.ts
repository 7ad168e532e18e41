import { acquiredBy, costOf } from '../../metrics/formulas/acquisition-cost';
import { spentCells } from './cells';

/**
 * Acquisition cost that some advertising spend gives, by the formula of the numbers. Null without spend or without
 * newcomers.
 * @param spend amounts by cell
 */
export const acquisitionCostOf = (
  spend: Iterable<readonly [key: string, amount: number]>,
  facts: Parameters<typeof acquiredBy>[1],
): number | null => costOf(acquiredBy(spentCells(spend), facts));
