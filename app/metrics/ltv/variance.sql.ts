import { z } from 'zod';
import { join, one, raw, sql, type Tx } from '../../store/db.server';
import type { MeanCumulative } from '../curves/mean-cumulative';
import { dateLiteral, purchasesOf, type Scope } from '../scope';

/**
 * The variance of R(t) that allows for customers who buy more than others (Lawless & Nadeau 1995;
 * metrics.md section 2): the sum over customers of (own revenue within t, each order weighed by
 * 1 / Y(s), less the customer's share of the mean)^2. In floating point: it is a statistic.
 * @returns tenure in days to V
 */
export async function revenueVariance(
  tx: Tx,
  scope: Scope,
  cumulative: MeanCumulative,
  tenures: readonly number[],
): Promise<Map<number, number>> {
  const known = [...new Set(tenures)].filter((days) => cumulative.within(days) !== null);
  if (known.length === 0) return new Map();
  const longest = Math.max(...known);
  const weights = cumulative.weights.slice(0, longest);
  const common = cumulative.commonPart.slice(0, longest);
  const own = join(
    known.map(
      (days) =>
        sql`coalesce(sum(weighed) filter (where tenure < ${days}::int), 0) as ${raw(`own_${days}`)}`,
    ),
  );
  const squares = join(
    known.map(
      (days) =>
        sql`sum((${raw(`own_${days}`)} - common[least(seen, ${days - 1}::int) + 1]) ^ 2) as ${raw(`v_${days}`)}`,
    ),
  );
  const result = await one(
    tx,
    z.record(z.string(), z.number()),
    sql`
    select ${squares} from (
      select ${dateLiteral(scope.asOf)} - 1 - first_day as seen, ${own}
      from (
        select customer_id, day - tenure as first_day, tenure,
          revenue_shop_amount::float8 * weights[tenure + 1] as weighed
        from ${purchasesOf(scope)}, (select ${weights}::float8[] as weights) weighing
        where tenure < ${longest}::int
      ) weighed group by customer_id, first_day
    ) customer, (select ${common}::float8[] as common) shared`,
  );
  return new Map(known.map((days) => [days, result[`v_${days}`] ?? 0]));
}
