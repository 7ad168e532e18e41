import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { holdSnapshots } from '../../store/work/stale-snapshots';
import { COUNTED_BY, packed, storedSchema } from '../stored-numbers';

/** Each of this many past days is kept; of older ones, only first days of a month. */
const DAYS_KEPT = 60;
/** Days to keep any other past day after a request for it, and a filtered view after the last look at it. */
const ASKED_DAYS = 7;

/** Whether a snapshot's row has the numbers of another release. */
export const OUTDATED = sql`(counted_by is not null and counted_by <> ${COUNTED_BY})`;

/**
 * Keeps an ended day's last count from before its midnight where nothing has changed since: a
 * new count would give the same numbers.
 * @returns false where there is no such snapshot: the day must be counted
 */
export async function keepAsCounted(shop: ShopId, asOf: string, now: Date): Promise<boolean> {
  return await withShop(shop, async (tx) => {
    // waits for answers that are being written: they mark the snapshot stale
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

/** Whether a clock that ran ahead, and was set back, counted a snapshot. Clocks of two machines differ by less. */
export const AHEAD = (now: Date) => sql`(computed_at > ${now}::timestamptz + interval '1 minute')`;

/**
 * Repairs the snapshots of a clock that ran ahead. Deletes days that have not begun. Marks its other
 * snapshots stale and computed now: they are counted again at night, and a day that ends is not taken for kept.
 */
export async function mendDays(tx: Tx, shop: ShopId, today: string, now: Date): Promise<void> {
  // survey answers update several rows, too, in another order: the lock avoids deadlocks
  await holdSnapshots(tx, shop);
  await tx.query(sql`delete from snapshots where shop_id = ${shop} and as_of > ${today}::date + 1`);
  await tx.query(sql`
    update snapshots set stale = true, computed_at = ${now}::timestamptz where shop_id = ${shop} and ${AHEAD(now)}`);
}

/** Deletes expired days, requests, filtered views, customers of past days and previews. @param today the shop's calendar day */
export async function dropOldDays(tx: Tx, shop: ShopId, today: string, now: Date): Promise<void> {
  const asked = sql`requested_at > ${now}::timestamptz - make_interval(days => ${ASKED_DAYS}::int)`;
  await tx.query(sql`
    delete from snapshots kept
    where shop_id = ${shop} and as_of <= ${today}::date - ${DAYS_KEPT}::int and extract(day from as_of) <> 1
      and not exists (select from snapshot_requests request
        where request.shop_id = ${shop} and request.as_of = kept.as_of and ${asked})`);
  await tx.query(sql`delete from snapshot_requests where shop_id = ${shop} and not ${asked}`);
  await tx.query(sql`
    delete from filtered_snapshots
    where shop_id = ${shop} and seen_at <= ${now}::timestamptz - make_interval(days => ${ASKED_DAYS}::int)`);
  const unseen = sql`shop_id = ${shop} and seen_at <= ${now}::timestamptz - interval '1 day'`;
  await tx.query(sql`
    delete from past_people where shop_id = ${shop} and as_of in (select as_of from past_people_days where ${unseen})`);
  await tx.query(sql`delete from past_people_days where ${unseen}`);
  await tx.query(sql`
    delete from preview_requests where shop_id = ${shop} and requested_at <= ${now}::timestamptz - interval '1 day'`);
}
