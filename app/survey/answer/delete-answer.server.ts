import { z } from 'zod';
import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { askForSnapshot } from '../../queue/snapshot-turn.server';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { takeBackFiles } from '../../store/work/privacy-files';
import { aboutOrders, WHOSE } from '../../store/sql/answers';
import { holdSnapshots } from '../../store/work/stale-snapshots';

/** An id as the database counts them; anything else is no answer's. */
const ID = /^[1-9]\d{0,17}$/;

const answerSchema = z.object({ person: z.string().nullable(), day: z.string() });

/**
 * Deletes an answer of the survey with its whole history, as its customer has asked the shop. What
 * remains is that it was deleted and of which order: that order is not asked about again. Its customer
 * and the days that knew it are counted anew, and files of data requests in which it stands are prepared
 * again without it.
 * @param answer its id, as a page has sent it
 * @returns false where the shop has no such answer and has not deleted it before
 */
export async function deleteAnswer(shop: ShopId, answer: string): Promise<boolean> {
  if (!ID.test(answer)) return false;
  // in a transaction of its own: erasures lock the shop's row before its snapshots, this the other way round
  await withShop(shop, (tx) =>
    tx.query(
      sql`update shops set answers_deleted = true where id = ${shop} and not answers_deleted`,
    ),
  );
  return await withShop(shop, async (tx) => {
    // a message that is on its way is on disk by now, and the next one sees that the answer is gone
    await holdSnapshots(tx, shop);
    const [own] = await rows(
      tx,
      answerSchema,
      sql`
      select ${WHOSE}::text as person, (own.answered_at at time zone coalesce(shops.timezone, 'UTC'))::date::text as day
      from survey_answers own join shops on shops.id = own.shop_id ${aboutOrders(shop)}
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
    await countAnew(tx, shop, own);
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

/** As an answer that comes has everything counted anew (prisma/functions/survey_answer.sql). */
async function countAnew(
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
  await askForSnapshot(tx, shop);
}
