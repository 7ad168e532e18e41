import { z } from 'zod';
import { join, one, raw, sql, type Sql, type Tx } from '../../store/db.server';
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
  const each = (value: (days: number) => Sql) => join(known.map(value));
  const [own, apart] = [
    (days: number) => raw(`own_${days}`),
    (days: number) => raw(`apart_${days}`),
  ];
  // what is worked out once per row would be worked out per use where PostgreSQL may merge the levels: offset 0
  const result = await one(
    tx,
    z.record(z.string(), z.number()),
    sql`
    select ${each((days) => sql`sum(${apart(days)} * ${apart(days)}) as ${raw(`v_${days}`)}`)} from (
      select ${each((days) => sql`coalesce(${own(days)}, 0) - common[least(seen, ${days - 1}::int) + 1] as ${apart(days)}`)}
      from (
        select ${dateLiteral(scope.asOf)} - 1 - min(first_day) as seen,
          ${each((days) => sql`sum(weighed) filter (where tenure < ${days}::int) as ${own(days)}`)}
        from (
          select customer_id, day - tenure as first_day, tenure,
            revenue_shop_amount::float8 * weights[tenure + 1] as weighed
          from ${purchasesOf(scope)}, (select ${weights}::float8[] as weights) weighing
          where tenure < ${longest}::int offset 0
        ) purchase group by customer_id
      ) customer, (select ${common}::float8[] as common) shared offset 0
    ) customer`,
  );
  return new Map(known.map((days) => [days, result[`v_${days}`] ?? 0]));
}
