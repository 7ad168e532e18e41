import { z } from 'zod';
import { now } from '../clock.server';
import { enqueue } from '../queue/enqueue.server';
import { sliceOf, type Slice } from '../queue/slices.server';
import { one, rows, sql, type ShopId, type Tx } from '../store/db.server';
import { everyShop, itsTimeAtNight } from './every-shop.server';

/** Days that are made up for after the worker stood still. */
const MOST_DAYS_BEHIND = 31;
/** Kept days that have changed are counted anew while the shop sleeps, by its own clock. */
const NIGHT = { from: 1, to: 5 };

/**
 * Every quarter of an hour (job): where midnight has passed in a shop's own time zone, the day that has
 * ended is kept as it ended, and the current numbers begin to know the new one. At night what changed
 * of kept days is counted anew. It is spread over NIGHT_SPREAD_MINUTES, behind what merchants wait for; a
 * shop whose page is opened or whose orders change comes at once.
 * @param given the shops; all of them where it is not given
 */
export async function beginNewDays(given?: Slice): Promise<void> {
  const slice = await sliceOf('snapshot.newDay', given);
  if (slice === null) return;
  await everyShop(slice, async (tx, { id, timezone }) => {
    const { newest, hour, stale } = await one(
      tx,
      z.object({ newest: z.boolean().nullable(), hour: z.number(), stale: z.boolean() }),
      sql`
      select max(as_of) > ${TODAY(timezone)} as newest,
        extract(hour from ${now()}::timestamptz at time zone ${timezone})::int as hour,
        coalesce(bool_or(stale and as_of <= ${TODAY(timezone)}), false) as stale
      from snapshots where shop_id = ${id}`,
    );
    // a shop without numbers gets its first ones from its import
    if (newest === null) return;
    // asked for again in a quarter of an hour, it keeps its time
    const atNight = { runAt: itsTimeAtNight(id), keepsTime: true, urgency: 'night' } as const;
    if (!newest) await enqueue(tx, 'snapshot.refresh', { shopId: id }, atNight);
    for (const asOf of await endedDays(tx, id, timezone))
      await enqueue(tx, 'snapshot.day', { shopId: id, asOf }, atNight);
    if (stale && hour >= NIGHT.from && hour < NIGHT.to)
      await enqueue(tx, 'snapshot.stale', { shopId: id }, atNight);
  });
}

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
