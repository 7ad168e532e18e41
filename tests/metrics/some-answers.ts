import type { ShopId } from '../../app/store/db.server';
import type { TestDatabase } from '../support/database';

/**
 * Answers to a third of a shop's orders, to unread orders, of customers on the storefront and
 * of anonymous visitors; half of the orders have a view of the question.
 */
export async function giveAnswers(database: TestDatabase, shop: ShopId): Promise<void> {
  const answers = (who: string, from: string) => `
    insert into survey_answers (shop_id, ${who}, score, reason, reason_edition, answered_at, changed_at, source, language)
    select $1, who, score, case when score = 3 then 'product' end, 1 + extract(day from at)::int % 2, at, at, source, 'ja' from (
      select *, abs(hashint8(who::bigint) % 11) as score from (${from}) given
    ) scored`;
  await database.query(
    answers(
      'order_id',
      `select id as who, processed_at + interval '1 hour' as at,
         (array['thank_you', 'order_status', 'link'])[1 + id % 2] as source
       from orders where shop_id = $1 and id % 3 = 0`,
    ),
    [shop],
  );
  await database.query(
    answers(
      'order_id',
      `select -9 * n as who, timestamptz '2026-01-05' + n * interval '1 day' as at, 'thank_you' as source
       from generate_series(1, 20) n`,
    ),
    [shop],
  );
  await database.query(
    answers(
      'customer_id',
      `select id as who, timestamptz '2026-01-05' + (id % 200) * interval '1 day' as at, 'storefront' as source
       from customers where shop_id = $1 and id % 4 = 0`,
    ),
    [shop],
  );
  await database.query(
    answers(
      'visitor',
      `select n::text as who, timestamptz '2026-01-05' + n * interval '1 day' as at, 'storefront' as source
       from generate_series(1, 30) n`,
    ),
    [shop],
  );
  await database.query(
    `insert into survey_views (shop_id, order_id, source, shown_at)
     select shop_id, id, 'thank_you', processed_at from orders where shop_id = $1 and id % 2 = 0`,
    [shop],
  );
}
