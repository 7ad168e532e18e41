import { z } from 'zod';
import { now } from '../../clock.server';
import { AHEAD, dropOldDays, mendDays, OUTDATED } from '../../metrics/rollup/kept-days.server';
import { enqueue } from '../../queue/enqueue.server';
import { splitOverShops, type Slice } from '../../queue/slices.server';
import { one, rows, sql, type ShopId, type Tx } from '../../store/db.server';
import { forEachInstalledShop, nightRunAt } from './installed-shops.server';
import { isAtNight } from './night';

/** The most days that are made up for after the worker was stopped. */
const MOST_DAYS_BEHIND = 31;
/** A shop whose pages were closed for so many days gets a new day's numbers when a page is opened. */
const UNOPENED_DAYS = 30;

/**
 * Starts a new day (job, every quarter of an hour) where midnight has passed in a shop's own time zone:
 * keeps the ended day, deletes expired days, and refreshes the current numbers. Numbers of another release are
 * computed again: the current ones now, kept days at night with the changed ones. The work is spread over
 * NIGHT_SPREAD_MINUTES, behind merchants' jobs; a shop whose page is opened or whose orders change is
 * refreshed at once.
 * @param given the shops; all where it is missing
 */
export async function startNewDays(given?: Slice): Promise<void> {
  const slice = await splitOverShops('snapshot.newDay', given);
  if (slice === null) return;
  await forEachInstalledShop(slice, async (tx, { id, timezone }) => {
    const { newest, today, hour, stale, opened, ahead } = await one(
      tx,
      stateSchema,
      stateOf(id, timezone),
    );
    // the import of a shop without numbers computes its first ones
    if (newest === null) return;
    if (ahead) await mendDays(tx, id, today, now());
    // keepsTime: this job runs again in a quarter of an hour
    const atNight = { runAt: nightRunAt(id), keepsTime: true, urgency: 'night' } as const;
    if (!newest && opened) await enqueue(tx, 'snapshot.refresh', { shopId: id }, atNight);
    const ended = await endedDays(tx, id, timezone);
    for (const asOf of ended) await enqueue(tx, 'snapshot.day', { shopId: id, asOf }, atNight);
    if (ended.length > 0) await dropOldDays(tx, id, today, now());
    if (stale && isAtNight(hour)) await enqueue(tx, 'snapshot.stale', { shopId: id }, atNight);
  });
}

const stateSchema = z.object({
  /** whether current numbers of this release exist; null: none exist at all */
  newest: z.boolean().nullable(),
  today: z.string(),
  hour: z.number(),
  /** whether a kept day has to be computed again */
  stale: z.boolean(),
  /** whether the merchant opened a page lately; true where it is unknown */
  opened: z.boolean(),
  /** whether numbers were computed under a clock that ran ahead */
  ahead: z.boolean(),
});

const stateOf = (shop: ShopId, timezone: string) => sql`
  select bool_or(as_of = ${TODAY(timezone)} + 1 and not ${OUTDATED} and not ${AHEAD(now())}) as newest,
    coalesce(bool_or(as_of > ${TODAY(timezone)} + 1 or ${AHEAD(now())}), false) as ahead, ${TODAY(timezone)}::text as today,
    extract(hour from ${now()}::timestamptz at time zone ${timezone})::int as hour,
    coalesce(bool_or((stale or ${OUTDATED} or ${AHEAD(now())}) and as_of <= ${TODAY(timezone)}), false) as stale,
    (select coalesce(opened_at > ${now()}::timestamptz - make_interval(days => ${UNOPENED_DAYS}::int), true)
      from shops where id = ${shop}) as opened
  from snapshots where shop_id = ${shop}`;

const TODAY = (timezone: string) => sql`(${now()}::timestamptz at time zone ${timezone})::date`;

/**
 * Days D since the shop's first snapshot without numbers, or with numbers from before D began: until then
 * the day before could still get orders.
 */
async function endedDays(tx: Tx, shop: ShopId, timezone: string): Promise<string[]> {
  const days = await rows(
    tx,
    z.object({ day: z.string() }),
    sql`
    select day::date::text as day
    from (
      select greatest((min(computed_at) at time zone ${timezone})::date + 1, ${TODAY(timezone)} - ${MOST_DAYS_BEHIND}::int) as first
      from snapshots where shop_id = ${shop}) since,
      generate_series(since.first::timestamp, ${TODAY(timezone)}::timestamp, interval '1 day') day
    where not exists (select from snapshots kept where kept.shop_id = ${shop} and kept.as_of = day::date
      and kept.computed_at >= day at time zone ${timezone})
    order by day desc`,
  );
  return days.map(({ day }) => day);
}
