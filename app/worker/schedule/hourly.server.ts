import { z } from 'zod';
import { now } from '../../clock.server';
import { keepImportGoing } from '../../ingest/import/import.server';
import { keepSweepsGoing, openSweep } from '../../ingest/reconcile/sweep-begin.server';
import { enqueue } from '../../queue/enqueue.server';
import { sliceOf, type Slice } from '../../queue/slices.server';
import { retryRecoverableJobs } from '../../shop/state/failing-jobs.server';
import { one, sql, type ShopId, type Sql } from '../../store/db.server';
import { countOrdersADay } from '../../ingest/import/orders-a-day.server';
import { everyShop, itsMinute } from './every-shop.server';

/**
 * When something is due that is done at night, by the shop's own clock: in the night of its day, or by
 * day where nights were missed. Hours since the last time.
 */
const DUE = {
  night: { atNight: 18, atLast: 30 },
  costs: { atNight: 18, atLast: 30 },
  sweep: { atNight: 6.5 * 24, atLast: 8 * 24 },
} as const;
const NIGHT = { from: 1, to: 5 };

const stateSchema = z.object({
  domain: z.string(),
  hour: z.number().int(),
  /** hours since each was last begun; null: nothing was read yet */
  night: z.number().nullable(),
  costs: z.number().nullable(),
  sweep: z.number().nullable(),
});

/**
 * What is due in each shop (hourly job): the look for changes, the night's longer one, unit costs, the
 * weekly sweep, another try of what gave up, and a token that ages; and how much the shop sells a day. Shops are spread over the hour.
 * @param given the shops; all of them where it is not given
 */
export async function beginHour(given?: Slice): Promise<void> {
  const slice = await sliceOf('shops.hourly', given);
  if (slice === null) return;
  await everyShop(slice, async (tx, { id, timezone }) => {
    const state = await one(tx, stateSchema, stateOf(id, timezone));
    const atNight = state.hour >= NIGHT.from && state.hour < NIGHT.to;
    const due = (what: keyof typeof DUE): boolean => {
      const hours = state[what];
      return hours !== null && hours >= (atNight ? DUE[what].atNight : DUE[what].atLast);
    };
    const runAt = new Date(Date.now() + itsMinute(id));
    // a busy worker may not have come to it within the hour: it must not be put off once more
    const keepsTime = true;
    const span = due('night') ? 'night' : 'hour';
    await enqueue(tx, 'reconcile.changed', { shopId: id, span }, { runAt, keepsTime });
    await countOrdersADay(tx, id, now());
    await retryRecoverableJobs(tx, id);
    await keepSweepsGoing(tx, id);
    await keepImportGoing(tx, id, runAt);
    for (const [what, kind] of [['sweep', 'ids'] as const, ['costs', 'costs'] as const])
      if (due(what)) await openSweep(tx, id, kind, { why: 'due', runAt });
    if (atNight)
      await enqueue(tx, 'shop.keepToken', { domain: state.domain }, { runAt, keepsTime });
  });
}

/** A sweep that failed has done nothing, and is due again some hours after it began. */
const counts = () =>
  sql`(state <> 'failed' or started_at > ${now()}::timestamptz - interval '6 hours')`;

const stateOf = (shop: ShopId, timezone: string) => sql`
  select domain, extract(hour from ${now()}::timestamptz at time zone ${timezone})::int as hour,
    ${hoursSince(sql`select coalesce(
      (select max(greatest(watermark, started_at)) from update_checks where shop_id = ${shop} and kind = 'orders' and span = 'night'),
      (select max(started_at) from imports where shop_id = ${shop} and state = 'done'))`)} as night,
    ${hoursSince(sql`select greatest(
      (select max(started_at) from audits where shop_id = ${shop} and kind = 'costs' and why = 'due' and ${counts()}),
      (select max(started_at) from imports where shop_id = ${shop} and state = 'done'))`)} as costs,
    ${hoursSince(sql`select coalesce(
      (select max(started_at) from audits where shop_id = ${shop} and kind = 'ids' and ${counts()}),
      (select max(started_at) from imports where shop_id = ${shop} and state = 'done'))`)} as sweep
  from shops where id = ${shop}`;

/** Of a time that has not come yet, which a clock that has stepped back wrote: long enough for anything to be due. */
const hoursSince = (last: Sql) => sql`(
  select case when since < -1 then 10000 else since end
  from (select (extract(epoch from ${now()}::timestamptz - (${last})) / 3600)::float8 as since) passed)`;
