import { empty, sql, type ShopId, type Sql } from '../db.server';

/**
 * The customer of an answer, with `own` its row and `about` its order's: THE definition every reading of
 * answers starts from. It is the order's customer, as the order is known now; without an order, or where
 * the order has no known customer, the one who was logged in; else null. An answer to an unknown order
 * finds its customer when the order comes.
 */
export const WHOSE = sql`coalesce(about.customer_id, own.customer_id)`;

/** The state of a testimonial of the row `own`: `declined` where the merchant declined it (app/terms/voice-states.ts). */
export const VOICE_STATE = sql`case when own.declined_at is null then own.voice_state else 'declined' end`;

/** Joins `about`, the order of each row `own` of the survey; nulls where it is not known. */
export const aboutOrders = (shop: ShopId): Sql =>
  sql`left join orders about on about.shop_id = ${shop} and about.id = own.order_id`;

/**
 * The survey's answers with their customers, as rows named `given`.
 *
 * `processed_at` and `product_ids` are the order's, null where it is not known.
 * @param customers these customers' answers alone, found without reading the shop's others
 */
export function answersOf(shop: ShopId, customers?: readonly string[]): Sql {
  return sql`(
    select own.id, own.answered_at, own.score, own.reason, own.reason_edition, own.source, own.comment, own.order_id,
      ${WHOSE} as customer_id, about.processed_at, about.product_ids
    from survey_answers own ${aboutOrders(shop)}
    where own.shop_id = ${shop} and own.survey = 'nps' ${customers === undefined ? empty : ofCustomers(shop, customers)}
  ) given`;
}

/**
 * The reason of expired answers in `survey_answer_counts`: `unsaid`, `product`, or of a later edition
 * `product@2`. The edition stands in the text because older processes name the columns of the key.
 */
export const COUNTED_REASON = sql`case when reason is null then 'unsaid' when reason_edition = 1 then reason
  else reason || '@' || reason_edition end`;
/** Reads `reason` of `survey_answer_counts`: null where none was given. */
export const REASON_OF_COUNT = sql`nullif(split_part(reason, '@', 1), 'unsaid')`;
/** Its edition. */
export const EDITION_OF_COUNT = sql`coalesce(nullif(split_part(reason, '@', 2), ''), '1')::smallint`;

function ofCustomers(shop: ShopId, customers: readonly string[]): Sql {
  const theirs = sql`any(${[...customers]}::bigint[])`;
  return sql`and ${WHOSE} = ${theirs} and own.id in (
    select id from survey_answers where shop_id = ${shop} and customer_id = ${theirs}
    union all
    select asked.id from orders bought
    join survey_answers asked on asked.shop_id = ${shop} and asked.survey = 'nps' and asked.order_id = bought.id
    where bought.shop_id = ${shop} and bought.customer_id = ${theirs})`;
}
