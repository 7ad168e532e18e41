import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { holdSnapshots } from '../../store/work/stale-snapshots';
import { COUNTED_BY, packed, storedSchema } from '../stored-numbers';

/** Each of so many past days is kept; of what lies before, only first days of a month. */
const DAYS_KEPT = 60;
/** A day that somebody asked for and that is not kept by itself stays so long. */
const ASKED_DAYS = 7;

/** Whether a snapshot has the numbers of another release than this one, by its row. */
export const OUTDATED = sql`(counted_by is not null and counted_by <> ${COUNTED_BY})`;

/**
 * Keeps a day that has ended as it was last counted before its midnight, where nothing has changed
 * since: what the current snapshot knew then is what it would be counted to now.
 * @returns false where there is no such snapshot, and the day has to be counted
 */
export async function keepAsCounted(shop: ShopId, asOf: string, now: Date): Promise<boolean> {
  return await withShop(shop, async (tx) => {
    // an answer that is being written is there by now, and has made the snapshot stale
    await holdSnapshots(tx, shop);
    const [found] = await rows(
      tx,
      storedSchema.pick({ numbers: true }),
      sql`
      select numbers from snapshots kept
      join shops shop on shop.id = kept.shop_id
      join books book on book.shop_id = kept.shop_id and book.facts_version = shop.facts_version
      where kept.shop_id = ${shop} and kept.as_of = ${asOf}::date and not stale and series is null
        and counted_by = ${COUNTED_BY}
        and (numbers ->> 'currency', numbers ->> 'timezone') = (shop.currency, shop.timezone)
        and not exists (select from dirty_days where shop_id = ${shop} and day < ${asOf}::date)
        and not exists (select from survey_views
          where shop_id = ${shop} and greatest(shown_at, dismissed_at) >= kept.computed_at)`,
    );
    if (found === undefined) return false;
    const { numbers, series } = packed(found.numbers);
    await tx.query(sql`
      update snapshots set numbers = ${JSON.stringify(numbers)}::jsonb, series = ${series}::bytea, computed_at = ${now}::timestamptz
      where shop_id = ${shop} and as_of = ${asOf}::date`);
    return true;
  });
}

/** Whether a snapshot was counted by a clock that ran ahead and has come back. Clocks of two machines differ by less. */
export const AHEAD = (now: Date) => sql`(computed_at > ${now}::timestamptz + interval '1 minute')`;

/**
 * After a clock that ran ahead: days that have not begun go, and what it counted of others is stale and
 * counted by now, so that the night counts it anew and a day that ends is not taken for kept.
 */
export async function mendDays(tx: Tx, shop: ShopId, today: string, now: Date): Promise<void> {
  // answers to the survey mark several rows, too, and need not meet them in the same order
  await holdSnapshots(tx, shop);
  await tx.query(sql`delete from snapshots where shop_id = ${shop} and as_of > ${today}::date + 1`);
  await tx.query(sql`
    update snapshots set stale = true, computed_at = ${now}::timestamptz where shop_id = ${shop} and ${AHEAD(now)}`);
}

/** Forgets the days that are kept no longer. @param today the shop's calendar day */
export async function dropOldDays(tx: Tx, shop: ShopId, today: string, now: Date): Promise<void> {
  const asked = sql`requested_at > ${now}::timestamptz - make_interval(days => ${ASKED_DAYS}::int)`;
  await tx.query(sql`
    delete from snapshots kept
    where shop_id = ${shop} and as_of <= ${today}::date - ${DAYS_KEPT}::int and extract(day from as_of) <> 1
      and not exists (select from snapshot_requests request
        where request.shop_id = ${shop} and request.as_of = kept.as_of and ${asked})`);
  await tx.query(sql`delete from snapshot_requests where shop_id = ${shop} and not ${asked}`);
}
