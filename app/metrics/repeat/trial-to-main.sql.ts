import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { productTitles } from '../../store/shops/product-titles';
import { dayOf, leftOutReason } from '../../store/sql/counted-orders';
import { integer } from '../number';
import { countingRules, dateLiteral, newcomersPurchasesOf, type Scope } from '../scope';
import { slice } from '../step';
import { TRIAL_DAYS, trialToMainOf, trialToMainSchema } from './trial-to-main';

/** Past the last k a duration tells nothing, so that all of them count as one day after it. */
const LONGEST = Math.max(...TRIAL_DAYS) + 1;

/** How many of those who began with a trial go on (README.md section 9). */
export const trialToMain = slice({
  name: 'trialToMain',
  on: 'second',
  needs: {},
  numbers: {
    /** null where no trial product is named */
    trialToMain: trialToMainSchema.nullable(),
  },
  run: async ({ tx, scope }) => {
    if (!scope.has.trials) return { trialToMain: null };
    const began = await readBegan(tx, scope);
    const products = [...new Set(began.flatMap((one) => one.products))];
    return { trialToMain: trialToMainOf(began, await productTitles(tx, scope.shop, products)) };
  },
});

/**
 * Newcomers whose first purchase was of trials alone, and the day of the first later purchase with a main product or a selling
 * plan. A first purchase of trials has no main product, so that any order with one is later.
 */
async function readBegan(tx: Tx, scope: Scope) {
  const rules = countingRules(scope);
  const asOf = dateLiteral(scope.asOf);
  const theirs = sql`shop_id = ${scope.shop} and customer_id in (select customer_id from began)`;
  const main = sql`(select coalesce(array_agg(product_id), '{}') from product_roles where shop_id = ${scope.shop} and role = 'main')`;
  return await rows(
    tx,
    z.object({
      products: z.array(z.string()),
      source: z.string().nullable(),
      days: integer,
      event: z.boolean(),
      count: integer,
    }),
    sql`
    with began as materialized (
      select customer_id, day, product_ids, first_source from ${newcomersPurchasesOf(scope)} where number = 1 and trial_only
    ), renewed as (
      select customer_id, min(day) as day from purchases
      where ${theirs} and number > 1 and subscription_orders > 0 and day < ${asOf} group by customer_id
    ), bought as (
      select customer_id, min(${dayOf(rules)}) as day from orders
      where ${theirs} and product_ids && ${main} and ${leftOutReason(rules)} = '' and ${dayOf(rules)} < ${asOf}
      group by customer_id
    ), moved as (
      select began.product_ids, began.first_source, least(renewed.day, bought.day) - began.day as after,
        ${asOf} - 1 - began.day as seen
      from began left join renewed using (customer_id) left join bought using (customer_id)
    )
    select product_ids::text[] as products, first_source as source,
      least(coalesce(after, seen), ${LONGEST}::int) as days, coalesce(after < ${LONGEST}::int, false) as event, count(*)::int as count
    from moved group by 1, 2, 3, 4`,
  );
}
