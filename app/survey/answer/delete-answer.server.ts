import { z } from 'zod';
import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { requestRefresh } from '../../queue/snapshot-refresh.server';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { takeBackFiles } from '../../store/work/privacy-files';
import { zoneOf } from '../../store/shops/shops';
import { aboutOrders, WHOSE } from '../../store/sql/answers';
import { holdSnapshots } from '../../store/work/stale-snapshots';

/** The database's own ids. */
const ID = /^[1-9]\d{0,17}$/;

const answerSchema = z.object({
  person: z.string().nullable(),
  order: z.string().nullable(),
  day: z.string(),
});

/**
 * Deletes an answer with its history, as its customer asked the shop to. The deletion and the order stay
 * recorded, so that the order is not asked about again. Marks customer and days dirty, and prepares the
 * files of data requests that contain the answer again without it.
 * @param answer its id, as a page sends it
 * @returns false where the shop has no such answer and has deleted none of that id
 */
export async function deleteAnswer(shop: ShopId, answer: string): Promise<boolean> {
  if (!ID.test(answer)) return false;
  // its own transaction avoids a deadlock: erasures lock the shop's row before its snapshots
  await withShop(shop, (tx) =>
    tx.query(
      sql`update shops set answers_deleted = true where id = ${shop} and not answers_deleted`,
    ),
  );
  return await withShop(shop, async (tx) => {
    // waits for messages that are being written; later ones see the deletion
    await holdSnapshots(tx, shop);
    const [own] = await rows(
      tx,
      answerSchema,
      sql`
      select ${WHOSE}::text as person, own.order_id::text as "order", (own.answered_at at time zone ${zoneOf(shop)})::date::text as day
      from survey_answers own ${aboutOrders(shop)}
      where own.shop_id = ${shop} and own.id = ${answer}::bigint for update of own`,
    );
    if (own === undefined) return await wasDeleted(tx, shop, answer);
    await tx.query(sql`
      with gone as (
        delete from survey_answers where shop_id = ${shop} and id = ${answer}::bigint
        returning shop_id, id, survey, order_id, customer_id, visitor
      )
      insert into deleted_answers (shop_id, answer_id, survey, order_id, customer_id, visitor, deleted_at)
      select *, ${now()}::timestamptz from gone`);
    if (own.order !== null)
      await tx.query(sql`
        delete from heard_answers where shop_id = ${shop} and order_id = ${own.order}::bigint`);
    await markForRecount(tx, shop, own);
    for (const requestId of await takeBackFiles(tx, shop, answer))
      await enqueue(tx, 'privacy.dataRequest', { shopId: shop, requestId });
    return true;
  });
}

async function wasDeleted(tx: Tx, shop: ShopId, answer: string): Promise<boolean> {
  const found = await tx.query(sql`
    select from deleted_answers where shop_id = ${shop} and answer_id = ${answer}::bigint`);
  return found.rowCount === 1;
}

/** Marks what a new answer marks (prisma/functions/survey_answer.sql). */
async function markForRecount(
  tx: Tx,
  shop: ShopId,
  { person, day }: z.output<typeof answerSchema>,
): Promise<void> {
  await tx.query(sql`insert into dirty_days (shop_id, day) values (${shop}, ${day}::date)`);
  if (person !== null)
    await tx.query(sql`
      insert into dirty_customers (shop_id, customer_id) values (${shop}, ${person}::bigint)`);
  await tx.query(sql`
    update snapshots set stale = true where shop_id = ${shop} and as_of > ${day}::date and not stale`);
  await requestRefresh(tx, shop);
}
