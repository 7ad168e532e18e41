import { EVERY_VARIANT, parseCostKey } from '../entered/goods/cost-key';
import { goodsOf } from '../entered/goods/costs-form';
import type { CostImportPreview } from '../entered/goods/import';
import { planAmounts } from '../files/plan';
import type { CostFile } from './cost-file';
import type { UnitCosts } from './unit-costs.server';

/** Changes that a preview names; it counts all of them. */
const NAMED = 20;

/** What applying a file changes. */
export interface CostPlan extends Pick<
  CostImportPreview,
  'added' | 'changed' | 'same' | 'removed'
> {
  costs: UnitCosts;
}

/**
 * Compares a file with the costs that the shop has.
 * @param replace whether what the file does not have is removed; goods of its wrong lines keep their costs
 */
export function planCosts(
  { costs, unread }: Pick<CostFile, 'costs'> & { unread: ReadonlySet<string> },
  known: ReadonlyMap<string, number>,
  replace: boolean,
): CostPlan {
  const isUnread = (key: string) => {
    const of = parseCostKey(key);
    return of !== null && unread.has(goodsOf(of.product, of.variant));
  };
  const { changes, ...plan } = planAmounts(costs, known, replace ? (key) => !isUnread(key) : null);
  return { costs: changes, ...plan };
}

/** The first changes of a plan, by key, with the goods that they are of. */
export function firstChanges(
  costs: UnitCosts,
  known: ReadonlyMap<string, number>,
): Omit<CostImportPreview['first'][number], 'title'>[] {
  return Object.entries(costs)
    .slice(0, NAMED)
    .flatMap(([key, after]) => {
      const of = parseCostKey(key);
      if (of === null) return [];
      const { product, variant, from } = of;
      return [
        {
          ...{ product, from, after, before: known.get(key) ?? null },
          variant: variant === EVERY_VARIANT ? null : variant,
        },
      ];
    });
}
