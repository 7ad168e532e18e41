import { z } from 'zod';
import { one, rows, sql, type Sql, type Tx } from '../../store/db.server';
import { integer } from '../number';
import { dateLiteral, type Scope } from '../scope';
import type { Nps } from './nps';
import { worthOf } from './worth';

/** Days after an answer whose revenue is compared. */
const DAYS_AFTER = 180;

const groupSchema = z.object({
  promoter: z.boolean(),
  n: integer,
  mean: z.string().transform(Number),
  variance: z.string().transform(Number).nullable(),
});

/**
 * What promoters are worth beside detractors, and whether score and revenue go together (metrics.md
 * section 6). Reads `answer` and `respondent`.
 */
export async function worth(
  tx: Tx,
  scope: Scope,
): Promise<Pick<Nps, 'promoterValue' | 'spearman'>> {
  return {
    promoterValue: {
      toDate: await compare(tx, sql`(select score, revenue from respondent) valued`),
      after180: await compare(tx, revenueAfter(scope)),
    },
    spearman: await spearman(tx),
  };
}

/** @param valued customers with the `score` and `revenue` that are compared */
async function compare(tx: Tx, valued: Sql): Promise<Nps['promoterValue']['toDate']> {
  const found = await rows(
    tx,
    groupSchema,
    sql`
    select score >= 9 as promoter, count(*)::int as n, avg(revenue)::text as mean, var_samp(revenue)::text as variance
    from ${valued} where score not between 7 and 8 group by 1`,
  );
  const of = (promoter: boolean) => found.find((group) => group.promoter === promoter);
  return worthOf(of(true), of(false));
}

/**
 * Each customer's latest answer that lies 180 days back, with the revenue of those days. The later
 * answers of who came back do not take him out: they would leave who did not.
 */
function revenueAfter(scope: Scope): Sql {
  const asOf = dateLiteral(scope.asOf);
  return sql`(
    select score, coalesce(sum(bought.revenue_shop_amount), 0) as revenue
    from (
      select customer_id, day, score from answer
      where customer_id is not null and day + ${DAYS_AFTER}::int < ${asOf}
        and (next_day is null or next_day + ${DAYS_AFTER}::int >= ${asOf})
    ) observed
    left join purchases bought on bought.shop_id = ${scope.shop} and bought.customer_id = observed.customer_id
      and bought.day > observed.day and bought.day <= observed.day + ${DAYS_AFTER}::int
    group by observed.customer_id, score) valued`;
}

/** Spearman's rho: the correlation of ranks, where equals share the mean of theirs. */
async function spearman(tx: Tx): Promise<number | null> {
  const rank = (value: Sql) =>
    sql`rank() over (order by ${value}) + (count(*) over (order by ${value} groups current row) - 1) / 2.0::float8`;
  const { rho } = await one(
    tx,
    z.object({ rho: z.number().nullable() }),
    // what is the same to a millionth is the same: tax that does not divide has a last digit
    sql`
    select corr(by_score, by_revenue) as rho from (
      select ${rank(sql`score`)} as by_score, ${rank(sql`amount`)} as by_revenue
      from (select score, round(revenue, 6)::float8 as amount from respondent) valued
    ) ranked`,
  );
  return rho;
}
