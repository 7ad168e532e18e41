import { z } from 'zod';
import { one, sql, type Tx } from '../../store/db.server';
import { kinds } from '../kinds';
import { integer, money, ratio } from '../number';
import { status } from '../orders/status';
import { dateLiteral, type Scope } from '../scope';
import { slice } from '../step';

/** Acquisition and retention cost (README.md section 2). */
export const costs = slice({
  name: 'costs',
  on: 'first',
  needs: { status },
  part: 'ltv',
  numbers: {
    acquisitionCost: kinds.money.nullable(),
    retentionCostPerYear: kinds.money.nullable(),
  },
  run: async ({ tx, scope }, { status: { status } }) => ({
    acquisitionCost: await acquisitionCost(tx, scope),
    retentionCostPerYear: retentionCostPerYear(
      scope.settings.retention,
      status.active + status.atRisk,
    ),
  }),
});

/**
 * Advertising spend over new customers, of the last 12 complete months that have spend. Null without spend or
 * without newcomers.
 */
async function acquisitionCost(tx: Tx, scope: Scope): Promise<number | null> {
  const { spend, newcomers } = await one(
    tx,
    z.object({ spend: money, newcomers: integer }),
    sql`
    with months as (
      select month, sum(spend_shop_amount) as spend from advertising_spend
      where shop_id = ${scope.shop} and month < date_trunc('month', ${dateLiteral(scope.asOf)})
      group by month having sum(spend_shop_amount) > 0 order by month desc limit 12
    )
    select (select coalesce(sum(spend), 0) from months)::text as spend,
      (select count(*) from ${scope.summaries}
        where date_trunc('month', first_day)::date in (select month from months))::int as newcomers`,
  );
  return spend === 0 ? null : ratio(spend, newcomers);
}

/**
 * (Systems + people) a month / customers x 12. Worked example: (100,000 + 300,000) / 5,000 = 80 a month,
 * 960 a year.
 */
export function retentionCostPerYear(
  costs: { systemsPerMonth: number; peoplePerMonth: number; customers: number | null } | null,
  notLapsed: number,
): number | null {
  if (costs === null) return null;
  const perMonth = ratio(
    costs.systemsPerMonth + costs.peoplePerMonth,
    costs.customers ?? notLapsed,
  );
  return perMonth === null ? null : perMonth * 12;
}
