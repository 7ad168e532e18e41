import { z } from 'zod';
import { one, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { answersOf } from '../../store/sql/answers';
import { dateLiteral, type Scope } from '../scope';

/**
 * Collects the answers before D into the temporary table `answer`, for the stages and for everything
 * of section 6; an answer is of the shop-local day on which it was first given.
 * @returns the table; null where the shop has no answer, and nothing has to be read
 */
export async function collectAnswers(
  tx: Tx,
  scope: Pick<Scope, 'shop' | 'timezone' | 'asOf'>,
  customer?: string,
): Promise<Sql | null> {
  if (!(await hasAnswers(tx, scope.shop))) return null;
  await tx.query(sql`create temp table answer on commit drop as ${selectAnswers(scope, customer)}`);
  await tx.query(sql`analyze answer`);
  return sql`answer`;
}

async function hasAnswers(tx: Tx, shop: ShopId): Promise<boolean> {
  const { any } = await one(
    tx,
    z.object({ any: z.boolean() }),
    sql`select exists (select from survey_answers where shop_id = ${shop}) as any`,
  );
  return any;
}

/**
 * Of a customer's answers `place` 1 is the first, `next_day` the day of the next one: null on the
 * latest. `about_day` is the day of the order that was asked about, else of the answer.
 */
function selectAnswers(
  { shop, timezone, asOf }: Pick<Scope, 'shop' | 'timezone' | 'asOf'>,
  customer?: string,
): Sql {
  return sql`
    select customer_id, order_id is not null as about_order, day, score, reason, source, product_ids,
      coalesce((processed_at at time zone ${timezone})::date, day) as about_day,
      row_number() over so_far as place, lead(day) over so_far as next_day
    from (
      select *, (answered_at at time zone ${timezone})::date as day from ${answersOf(shop, customer)}
    ) answer
    where day < ${dateLiteral(asOf)}
    window so_far as (partition by customer_id order by answered_at, id)`;
}
