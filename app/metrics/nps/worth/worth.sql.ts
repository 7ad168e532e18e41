import { z } from 'zod';
import { rows, sql, type Sql, type Tx } from '../../../store/db.server';
import { integer } from '../../number';
import { dateLiteral, type Scope } from '../../scope';
import { staged } from '../../stages/customer-stages.sql';
import { slice } from '../../step';
import { answers } from '../answers/answers.sql';
import { worthOf, worthSchema, type Worth } from './worth';
import { FIRST_PROMOTER, LAST_DETRACTOR } from '../../../terms/scores';

const NOT_PASSIVE = sql`(score >= ${FIRST_PROMOTER} or score <= ${LAST_DETRACTOR})`;

/** Days after an answer whose revenue is compared. */
const DAYS_AFTER = 180;

const NO_WORTH = {
  promoterValue: { toDate: worthOf(undefined, undefined), after180: worthOf(undefined, undefined) },
};

const groupSchema = z.object({
  promoter: z.boolean(),
  n: integer,
  mean: z.string().transform(Number),
  variance: z.string().transform(Number).nullable(),
});

/**
 * Promoter value (README.md section 6). A customer without a counted order is worth 0.
 */
export const promoterValue = slice({
  name: 'promoterValue',
  on: 'second',
  needs: { answers, staged },
  part: 'nps',
  numbers: {
    promoterValue: z.object({
      /** revenue to date */
      toDate: worthSchema,
      /** revenue of the 180 days after the answer, of customers observed that long */
      after180: worthSchema,
    }),
  },
  before: NO_WORTH,
  run: async ({ tx, scope }, { answers, staged }) =>
    answers === null
      ? NO_WORTH
      : {
          promoterValue: {
            toDate: await compare(tx, toDate(answers, staged)),
            after180: await compare(tx, revenueAfter(scope, answers)),
          },
        },
});

export const LATEST = sql`customer_id is not null and next_day is null`;
const SUMS = sql`sum(revenue) as revenue, sum(revenue * revenue) as squares`;

/** @param valued customers by score, with the sums of revenue and of its squares, in parts */
async function compare(tx: Tx, valued: Sql): Promise<Worth> {
  const found = await rows(
    tx,
    groupSchema,
    // exact until the last division: a variance is the small difference of large sums
    sql`
    select promoter, n::int, (revenue / n)::text as mean,
      case when n > 1 then ((n * squares - revenue * revenue) / (n * (n - 1)))::text end as variance
    from (
      select score >= ${FIRST_PROMOTER} as promoter, sum(customers) as n, sum(revenue) as revenue, sum(squares) as squares
      from (${valued}) part where ${NOT_PASSIVE} group by 1
    ) summed`,
  );
  const of = (promoter: boolean) => found.find((group) => group.promoter === promoter);
  return worthOf(of(true), of(false));
}

const toDate = (answers: Sql, staged: Sql) => sql`
  select score, count(*) as customers, ${SUMS} from (
    select score, revenue_shop_amount as revenue from ${staged} where score is not null
  ) buyer group by score
  union all
  select score, count(*), 0, 0 from ${answers} where ${LATEST} and not bought group by score`;

/**
 * Each customer's latest answer that is 180 days old, with the revenue of those days. A later answer
 * does not exclude a customer who came back: only those who did not would be left.
 */
function revenueAfter(scope: Scope, answers: Sql): Sql {
  const asOf = dateLiteral(scope.asOf);
  return sql`
    with observed as (
      select customer_id, day, score from ${answers}
      where customer_id is not null and day + ${DAYS_AFTER}::int < ${asOf}
        and (next_day is null or next_day + ${DAYS_AFTER}::int >= ${asOf}) and ${NOT_PASSIVE}
    )
    select score, count(*) as customers, 0 as revenue, 0 as squares from observed group by score
    union all
    select score, 0, ${SUMS} from (
      select customer_id, score, sum(revenue_shop_amount) as revenue
      from observed join purchases bought using (customer_id)
      where bought.shop_id = ${scope.shop} and bought.day > observed.day and bought.day <= observed.day + ${DAYS_AFTER}::int
      group by customer_id, score
    ) earned group by score`;
}
