import { z } from 'zod';
import { one, sql, type Tx } from '../../store/db.server';
import { integer, money, ratio } from '../number';
import { dateLiteral, type Scope } from '../scope';

/** Gross margin of the counted orders before D, and how much of their worth it rests on. */
export interface Margin {
  /** null when less than half of the worth has a cost */
  rate: number | null;
  coverage: number | null;
}

const LEAST_COVERAGE = 0.5;

/** Cost of an order and gross margin rate: metrics.md section 1. */
export async function grossMargin(tx: Tx, scope: Scope): Promise<Margin> {
  const sums = await one(
    tx,
    z.object({ cost: money, costed: money, worth: money }),
    sql`
    select coalesce(sum(cost_shop_amount), 0)::text as cost, coalesce(sum(costed_shop_amount), 0)::text as costed,
      coalesce(sum(lines_shop_amount), 0)::text as worth
    from day_books where shop_id = ${scope.shop} and reason = '' and day < ${dateLiteral(scope.asOf)}`,
  );
  const byDefault = scope.settings.defaultMargin;
  const uncosted = byDefault === null ? 0 : sums.worth - sums.costed;
  const known = sums.costed + uncosted;
  const cost = sums.cost + uncosted * (1 - (byDefault ?? 0));
  const coverage = ratio(known, sums.worth);
  const rate = ratio(known - cost, known);
  return { coverage, rate: coverage !== null && coverage >= LEAST_COVERAGE ? rate : null };
}

/**
 * Acquisition cost: advertising spend over new customers, of the last 12 complete months that have
 * spend (metrics.md section 2). Null without spend or without newcomers.
 */
export async function acquisitionCost(tx: Tx, scope: Scope): Promise<number | null> {
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
 * Retention cost of a customer and year: (systems + people) a month / customers x 12
 * (metrics.md section 2). Worked example: (100,000 + 300,000) / 5,000 = 80 a month, 960 a year.
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
