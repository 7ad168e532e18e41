import type { ShopId } from '../../app/store/db.server';
import type { TestDatabase } from '../support/database';

/** An answer with the id of its customer or its order. */
export interface Said {
  customer?: unknown;
  ordered?: unknown;
  score: number;
  comment: string;
}

/** Stores each with all rows of the survey about it: the view, a refusal, the answer and its change. */
export async function said(db: TestDatabase, shop: ShopId, answers: Said[]): Promise<void> {
  await db.query(
    `with said as (
       select * from jsonb_to_recordset($2) as one(customer bigint, ordered bigint, score int, comment text)),
       viewed as (
         insert into survey_views (shop_id, source, customer_id, order_id, shown_at)
         select $1, 'thank_you', customer, ordered, now() from said),
       refused as (
         insert into survey_refusals (shop_id, source, customer_id, order_id, why, refused_at)
         select $1, 'thank_you', customer, ordered, 'off', now() from said),
       answered as (
         insert into survey_answers (shop_id, source, language, customer_id, order_id, score, answered_at, changed_at, comment)
         select $1, 'thank_you', 'en', customer, ordered, score, now(), now(), comment from said returning *)
     insert into survey_answer_changes (shop_id, key, answer_id, score, comment, at)
     select shop_id, gen_random_uuid(), id, score, comment, now() from answered`,
    [shop, JSON.stringify(answers)],
  );
}
