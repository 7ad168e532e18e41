import { z } from 'zod';
import { now } from '../../clock.server';
import { AHEAD, dropOldDays, mendDays, OUTDATED } from '../../metrics/rollup/kept-days.server';
import { enqueue } from '../../queue/enqueue.server';
import { sliceOf, type Slice } from '../../queue/slices.server';
import { one, rows, sql, type ShopId, type Tx } from '../../store/db.server';
import { everyShop, itsTimeAtNight } from './every-shop.server';

/** Days that are made up for after the worker stood still. */
const MOST_DAYS_BEHIND = 31;
/** Kept days that have changed are counted anew while the shop sleeps, by its own clock. */
const NIGHT = { from: 1, to: 5 };
/** A merchant who has not been here for so long gets the new day's numbers when a page is opened. */
const UNOPENED_DAYS = 30;

/**
 * Every quarter of an hour (job): where midnight has passed in a shop's own time zone, the day that has
 * ended is kept as it ended, what is kept no longer goes, and the current numbers begin to know the new
 * day. Numbers of another release are counted anew: the current ones now, kept days at night with those
 * that have changed. It is spread over NIGHT_SPREAD_MINUTES, behind what merchants wait for; a shop whose
 * page is opened or whose orders change comes at once.
 * @param given the shops; all of them where it is not given
 */
export async function beginNewDays(given?: Slice): Promise<void> {
  const slice = await sliceOf('snapshot.newDay', given);
  if (slice === null) return;
  await everyShop(slice, async (tx, { id, timezone }) => {
    const { newest, today, hour, stale, opened, ahead } = await one(
      tx,
      stateSchema,
      stateOf(id, timezone),
    );
    // a shop without numbers gets its first ones from its import
    if (newest === null) return;
    if (ahead) await mendDays(tx, id, today, now());
    // asked for again in a quarter of an hour, it keeps its time
    const atNight = { runAt: itsTimeAtNight(id), keepsTime: true, urgency: 'night' } as const;
    if (!newest && opened) await enqueue(tx, 'snapshot.refresh', { shopId: id }, atNight);
    const ended = await endedDays(tx, id, timezone);
    for (const asOf of ended) await enqueue(tx, 'snapshot.day', { shopId: id, asOf }, atNight);
    if (ended.length > 0) await dropOldDays(tx, id, today, now());
    if (stale && hour >= NIGHT.from && hour < NIGHT.to)
      await enqueue(tx, 'snapshot.stale', { shopId: id }, atNight);
  });
}

const stateSchema = z.object({
  /** whether there are current numbers, of this release; null: there are none at all */
  newest: z.boolean().nullable(),
  today: z.string(),
  hour: z.number(),
  /** whether a kept day has to be counted anew */
  stale: z.boolean(),
  /** whether the merchant was here lately, or it is not known */
  opened: z.boolean(),
  /** whether a clock that ran ahead has counted any of it */
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
 * Each D since the shop's first snapshot whose numbers are not there, or were counted before D began:
 * until then an order could still come in the day before.
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
