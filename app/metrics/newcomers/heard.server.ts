import { z } from 'zod';
import { rows, sql } from '../../store/db.server';
import type { DetailRun } from '../details/details';
import { firstPurchasesOf } from '../filter/chosen.sql';
import { kinds } from '../kinds';
import { integer } from '../number';
import { dateLiteral } from '../scope';

/** Days of first purchases, up to and with D − 1. */
const DAYS = 365;

export const heardSchema = z.object({
  /** customers whose first purchase lies in the last 365 days before D */
  newcomers: kinds.customers,
  /** of them, by the key of their answer, most first */
  answers: z.array(z.object({ choice: z.string(), customers: kinds.customers })),
  unanswered: kinds.customers,
});

/** How newcomers heard of the shop, as they answered before D (README.md section 2). */
export type Heard = z.output<typeof heardSchema>;

/** Counts each newcomer once: by the first of their answers, or as unanswered. */
export async function countHeard({ over }: DetailRun): Promise<Heard> {
  return await over(async (tx, scope) => {
    const { shop, asOf, timezone } = scope;
    const counted = await rows(
      tx,
      z.object({ choice: z.string().nullable(), customers: integer }),
      sql`
      with given as (
        select distinct on (about.customer_id) about.customer_id, own.choice
        from heard_answers own join orders about on about.shop_id = ${shop} and about.id = own.order_id
        where own.shop_id = ${shop} and about.customer_id is not null
          and (own.at at time zone ${timezone})::date < ${dateLiteral(asOf)}
        order by about.customer_id, own.at, own.order_id
      )
      select given.choice, count(*)::int as customers
      from (select customer_id, day from ${firstPurchasesOf(scope)}) first left join given using (customer_id)
      where day >= ${dateLiteral(asOf)} - ${DAYS}::int
      group by 1 order by 2 desc, 1`,
    );
    const answers = counted.flatMap(({ choice, customers }) =>
      choice === null ? [] : [{ choice, customers }],
    );
    return {
      newcomers: counted.reduce((sum, { customers }) => sum + customers, 0),
      answers,
      unanswered: counted.find(({ choice }) => choice === null)?.customers ?? 0,
    };
  });
}
