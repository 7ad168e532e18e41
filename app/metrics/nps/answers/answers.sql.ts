import { z } from 'zod';
import { empty, one, sql, type ShopId, type Sql, type Tx } from '../../../store/db.server';
import { answersOf, EDITION_OF_COUNT, REASON_OF_COUNT } from '../../../store/sql/answers';
import { inZoneOf, OWN_DAY } from '../../../store/sql/counted-orders';
import { dateLiteral, type Scope } from '../../scope';
import { SECOND_STAGE_DAY } from '../../stages/stage-rules';
import { createTable, step } from '../../step';
import { FIRST_PROMOTER } from '../../../terms/scores';

type AnswersScope = Pick<Scope, 'shop' | 'timezone' | 'asOf' | 'summaries'>;

const ANSWER = 'answer';

/**
 * Collects the answers before D into a temporary table, for the stages and README.md section 6.
 * An answer is of the shop-local day on which it was first given.
 * @returns the table; null where the shop has no answer
 */
export async function collectAnswers(
  tx: Tx,
  scope: AnswersScope,
  customers?: readonly string[],
): Promise<Sql | null> {
  if (!(await hasAnswers(tx, scope.shop))) return null;
  await tx.query(inZoneOf(scope));
  const answers = await createTable(tx, ANSWER, selectAnswers(scope, customers));
  await tx.query(sql`set local timezone to default`);
  await tx.query(sql`analyze ${answers} (customer_id)`);
  return answers;
}

/** The answers before D of one customer, as rows of `collectAnswers`' table. The transaction is in the shop's zone. */
export const answersOfCustomer = (scope: AnswersScope, customer: string): Sql =>
  sql`(${selectAnswers(scope, [customer])})`;

/** The table of all answers before D; null where the shop has none. */
export const answers = step({
  name: 'answers',
  on: 'second',
  needs: {},
  makes: ANSWER,
  run: async ({ tx, scope }) => await collectAnswers(tx, scope),
});

async function hasAnswers(tx: Tx, shop: ShopId): Promise<boolean> {
  const { any } = await one(
    tx,
    z.object({ any: z.boolean() }),
    sql`
    select exists (select from survey_answers where shop_id = ${shop})
      or exists (select from survey_answer_counts where shop_id = ${shop}) as any`,
  );
  return any;
}

/**
 * Whether an answer is to a first order: one of the first purchase's day, or before the second purchase.
 * An answer to no order goes by its own day. Null without a counted purchase by then.
 */
const ORDERED: Sql = sql`case
  when about_day = first_day or (about_day > first_day and (second_day is null or about_day < second_day)) then 'first'
  when about_day >= second_day then 'later' end`;

/**
 * A row is one answer, or `times` expired anonymous answers of one day. One statement reads both, so
 * that an answer that expires meanwhile counts once.
 *
 * Of a customer's answers `answer_id` is the row, `place` 1 is the first, and `next_day` the day of the next one: null on the
 * latest. `bought`: the customer has a counted order. `liked_day`: the first day on which the answer
 * was a 9 or 10 of a customer on stage 2. The transaction is in the shop's zone.
 */
function selectAnswers(scope: AnswersScope, customers?: readonly string[]): Sql {
  const { asOf, summaries } = scope;
  const since = sql`greatest(day, second_stage_day)`;
  return sql`
    select given.customer_id, about_order, day, next_day, place, score, reason, reason_edition, source, product_ids,
      summary.customer_id is not null as bought, ${ORDERED} as ordered,
      case when score >= ${FIRST_PROMOTER} and second_stage_day is not null and (next_day is null or next_day > ${since}) then ${since} end as liked_day,
      1 as times, id as answer_id
    from (
      select id, customer_id, order_id is not null as about_order, day, score, reason, reason_edition, source, product_ids,
        coalesce(${OWN_DAY}, day) as about_day,
        row_number() over so_far as place, lead(day) over so_far as next_day
      from (
        select *, answered_at::date as day from ${answersOf(scope.shop, customers)}
      ) given
      where day < ${dateLiteral(asOf)}
      window so_far as (partition by customer_id order by answered_at, id)
    ) given
    left join (
      select customer_id, first_day, second_day, ${SECOND_STAGE_DAY} as second_stage_day from ${summaries}
    ) summary on summary.customer_id = given.customer_id
    ${customers === undefined ? expired(scope) : empty}`;
}

/** Expired anonymous answers have only counts. */
const expired = ({ shop, asOf }: AnswersScope): Sql => sql`
  union all
  select null, false, day, null, null, score, ${REASON_OF_COUNT}, ${EDITION_OF_COUNT}, source, null, false, null, null, answers, null
  from survey_answer_counts where shop_id = ${shop} and survey = 'nps' and day < ${dateLiteral(asOf)}`;
