import { now } from '../../clock.server';
import { sql, withShop, type ShopId } from '../../store/db.server';
import type { Handled } from '../../terms/people';

/** The database's own ids. */
const ID = /^[1-9]\d{0,17}$/;

/**
 * Notes what the merchant has done about an answer. The same state again keeps its time.
 * @param answer its id, as a page sends it
 * @returns false where the shop has no such answer
 */
export async function setAnswerState(
  shop: ShopId,
  answer: string,
  state: Handled,
): Promise<boolean> {
  if (!ID.test(answer)) return false;
  return await withShop(shop, async (tx) => {
    // holds the answer: without it the row below would refer to one that is being deleted
    const { rowCount } = await tx.query(sql`
      select from survey_answers where shop_id = ${shop} and id = ${answer}::bigint for no key update`);
    if (rowCount !== 1) return false;
    await tx.query(
      state === 'open'
        ? sql`delete from answer_states where shop_id = ${shop} and answer_id = ${answer}::bigint`
        : sql`
          insert into answer_states as known (shop_id, answer_id, state, at)
          values (${shop}, ${answer}::bigint, ${state}, ${now()})
          on conflict (shop_id, answer_id) do update set state = excluded.state, at = excluded.at
          where known.state <> excluded.state`,
    );
    await tx.query(sql`
      update survey_answers set reopened_at = null
      where shop_id = ${shop} and id = ${answer}::bigint and reopened_at is not null`);
    return true;
  });
}
