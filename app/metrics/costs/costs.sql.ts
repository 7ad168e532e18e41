import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { quarterIndex, quarterName } from '../calendar';
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
    /** in the complete quarters of the last two years that have spend and newcomers in its months */
    acquisitionByQuarter: z.array(z.object({ quarter: z.string(), cost: kinds.money })),
    retentionCostPerYear: kinds.money.nullable(),
  },
  run: async ({ tx, scope }, { status: { status } }) => {
    const months = await readSpendMonths(tx, scope);
    return {
      acquisitionCost: costOf(months.slice(0, COST_MONTHS)),
      acquisitionByQuarter: byQuarter(months, scope.asOf),
      retentionCostPerYear: retentionCostPerYear(
        scope.settings.retention,
        status.active + status.atRisk,
      ),
    };
  },
});

/** A complete month with advertising spend. */
interface SpendMonth {
  /** the month's first day */
  month: string;
  spend: number;
  /** customers who first bought in it */
  newcomers: number;
}

/** The cost is of the last 12 months with spend; the quarters of two years have at most 27 months before D's. */
const COST_MONTHS = 12;
const QUARTERS = 8;
const MOST_MONTHS = 27;

/** Complete months that have spend, newest first. */
async function readSpendMonths(tx: Tx, scope: Scope): Promise<SpendMonth[]> {
  return await rows(
    tx,
    z.object({ month: z.string(), spend: money, newcomers: integer }),
    sql`
    with months as (
      select month, sum(spend_shop_amount) as spend from advertising_spend
      where shop_id = ${scope.shop} and month < date_trunc('month', ${dateLiteral(scope.asOf)})
      group by month having sum(spend_shop_amount) > 0 order by month desc limit ${MOST_MONTHS}
    )
    select month::text, spend::text, coalesce(newcomers, 0)::int as newcomers
    from months left join (
      select date_trunc('month', first_day)::date as month, count(*) as newcomers
      from ${scope.summaries} where first_day >= (select min(month) from months) group by 1
    ) came using (month)
    order by month desc`,
  );
}

/** Advertising spend over new customers. Null without spend or without newcomers. */
function costOf(months: readonly SpendMonth[]): number | null {
  const sum = (of: 'spend' | 'newcomers') => months.reduce((all, month) => all + month[of], 0);
  return months.length === 0 ? null : ratio(sum('spend'), sum('newcomers'));
}

/** The cost in each complete quarter of the last two years that has spend, oldest first. */
function byQuarter(months: readonly SpendMonth[], asOf: string) {
  const now = quarterIndex(asOf);
  return [...Map.groupBy(months.toReversed(), ({ month }) => quarterIndex(month))]
    .filter(([quarter]) => quarter < now && quarter >= now - QUARTERS)
    .flatMap(([quarter, own]) => {
      const cost = costOf(own);
      return cost === null ? [] : [{ quarter: quarterName(quarter).replace('-', ''), cost }];
    });
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
