import { z } from 'zod';
import { one, sql, type Sql, type Tx } from '../../store/db.server';
import { ownCostsOf } from '../../store/sql/own-unit-costs';
import { kinds } from '../kinds';
import { money, ratio } from '../number';
import type { Scope } from '../scope';
import { slice } from '../step';
import { COST, COSTED, hashed, withOwnCost } from './own-costs.sql';

const LEAST_COVERAGE = 0.5;

/** Gross margin of the counted orders before D, and its cost coverage (README.md section 1). */
export const margin = slice({
  name: 'margin',
  on: 'first',
  needs: {},
  numbers: {
    margin: z.object({
      /** gross margin rate; null when cost coverage is under 50 % */
      rate: kinds.rate.nullable(),
      coverage: kinds.rate.nullable(),
    }),
  },
  run: async ({ tx, scope }) => ({
    margin: marginOf(
      await readMarginSums(tx, scope, ownCostsOf(scope.shop)),
      scope.settings.defaultMargin,
    ),
  }),
});

/** Sums over the counted orders. */
export interface MarginSums {
  /** of the kept lines with a unit cost: it, and their worth */
  cost: number;
  costed: number;
  /** of all kept lines */
  worth: number;
}

/**
 * The day books have the costs that Shopify knows. What was sold of variants with an own cost is taken out of them, and put
 * in by that cost.
 * @param ownCosts as `ownCostsOf`
 */
export async function readMarginSums(
  tx: Tx,
  { dayBooks, variantDays }: Pick<Scope, 'dayBooks' | 'variantDays'>,
  ownCosts: Sql,
): Promise<MarginSums> {
  const moved =
    variantDays === null
      ? sql`select 0 as cost, 0 as costed`
      : sql`
      select coalesce(sum(${COST} - sold.cost_shop_amount), 0) as cost,
        coalesce(sum(${COSTED} - sold.costed_shop_amount), 0) as costed
      from (select * from ${variantDays} where product_id in (select product_id from ${ownCosts})) sold
      ${withOwnCost(ownCosts)}`;
  const read = () =>
    one(
      tx,
      z.object({ cost: money, costed: money, worth: money }),
      sql`
      select (coalesce(sum(cost_shop_amount), 0) + min(moved.cost))::text as cost,
        (coalesce(sum(costed_shop_amount), 0) + min(moved.costed))::text as costed,
        coalesce(sum(lines_shop_amount), 0)::text as worth
      from (${moved}) moved left join ${dayBooks} on reason = ''`,
    );
  return await (variantDays === null ? read() : hashed(tx, read));
}

/** @param byDefault margin rate of lines without a unit cost; null: they are left out */
export function marginOf(
  sums: MarginSums,
  byDefault: number | null,
): { rate: number | null; coverage: number | null } {
  const uncosted = byDefault === null ? 0 : sums.worth - sums.costed;
  const known = sums.costed + uncosted;
  const cost = sums.cost + uncosted * (1 - (byDefault ?? 0));
  const coverage = ratio(known, sums.worth);
  const rate = ratio(known - cost, known);
  const enough = coverage !== null && coverage >= LEAST_COVERAGE;
  return { coverage, rate: enough ? rate : null };
}
