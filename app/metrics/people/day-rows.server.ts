import { z } from 'zod';
import { one, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { PEOPLE_VERSION } from '../rollup/book-rules';

/**
 * The rows of the customers as of a day, among the reads of a page, and notes that a past day was looked at.
 * @param at now
 * @returns null where they are not written: those of the current day are written anew after a change of rules, those of a past
 * day were not asked for (`requestPastPeople`), are being counted, or the day's numbers have been counted anew since
 */
export async function peopleOfDay(
  tx: Tx,
  shop: ShopId,
  asOf: string,
  at: Date,
): Promise<Sql | null> {
  const { current, past, unseen } = await one(
    tx,
    z.object({ current: z.boolean(), past: z.boolean(), unseen: z.boolean() }),
    sql`
    select exists (select from people_books where shop_id = ${shop} and as_of = ${asOf}::date) as current,
      coalesce(bool_or(base_at = snapshots.computed_at and written_by = ${PEOPLE_VERSION}::int), false) as past,
      coalesce(bool_or(seen_at < ${at}::timestamptz - interval '1 hour'), false) as unseen
    from past_people_days day join snapshots on snapshots.shop_id = day.shop_id and snapshots.as_of = day.as_of
    where day.shop_id = ${shop} and day.as_of = ${asOf}::date`,
  );
  if (current) return sql`(select * from people where shop_id = ${shop})`;
  if (!past) return null;
  if (unseen)
    await tx.query(sql`
      update past_people_days set seen_at = ${at}::timestamptz where shop_id = ${shop} and as_of = ${asOf}::date`);
  return sql`(select * from past_people where shop_id = ${shop} and as_of = ${asOf}::date)`;
}
