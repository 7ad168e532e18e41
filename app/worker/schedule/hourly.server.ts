import { z } from 'zod';
import { now } from '../../clock.server';
import { resumeImport } from '../../ingest/import/import.server';
import { resumeAudits, openAudit } from '../../ingest/reconcile/open-audit.server';
import { resumeTags } from '../../ingest/reconcile/tags.server';
import { enqueue } from '../../queue/enqueue.server';
import { splitOverShops, type Slice } from '../../queue/slices.server';
import { retryRecoverableJobs } from '../../shop/state/failing-jobs.server';
import { one, sql, type ShopId, type Sql } from '../../store/db.server';
import { countOrdersADay } from '../../ingest/import/orders-a-day.server';
import { forEachInstalledShop, hourlyDelayMs } from './installed-shops.server';
import { isAtNight } from './night';

/**
 * Hours since the last run after which nightly work is due, by the shop's own clock: `atNight` in its
 * night, `atLast` at any hour, after missed nights.
 */
const DUE = {
  night: { atNight: 18, atLast: 30 },
  costs: { atNight: 18, atLast: 30 },
  audit: { atNight: 6.5 * 24, atLast: 8 * 24 },
} as const;

const stateSchema = z.object({
  domain: z.string(),
  hour: z.number().int(),
  /** hours since the last start of each; null: nothing was read yet */
  night: z.number().nullable(),
  costs: z.number().nullable(),
  audit: z.number().nullable(),
});

/**
 * Enqueues what is due in each shop (hourly job): the update check, the longer one of the night, unit
 * costs, the weekly id audit, retries of failing jobs, and the renewal of the token; counts the orders a day.
 * Shops are spread over the hour.
 * @param given the shops; all where it is missing
 */
export async function enqueueHourlyWork(given?: Slice): Promise<void> {
  const slice = await splitOverShops('shops.hourly', given);
  if (slice === null) return;
  await forEachInstalledShop(slice, async (tx, { id, timezone }) => {
    const state = await one(tx, stateSchema, stateOf(id, timezone));
    const atNight = isAtNight(state.hour);
    const due = (what: keyof typeof DUE): boolean => {
      const hours = state[what];
      return hours !== null && hours >= (atNight ? DUE[what].atNight : DUE[what].atLast);
    };
    const runAt = new Date(Date.now() + hourlyDelayMs(id));
    // a busy worker may not have run the last hour's job yet: it keeps its time
    const keepsTime = true;
    const span = due('night') ? 'night' : 'hour';
    await enqueue(tx, 'reconcile.changed', { shopId: id, span }, { runAt, keepsTime });
    await countOrdersADay(tx, id, now());
    await retryRecoverableJobs(tx, id);
    await resumeAudits(tx, id);
    await resumeTags(tx, id);
    await resumeImport(tx, id, runAt);
    for (const [what, kind] of [['audit', 'ids'] as const, ['costs', 'costs'] as const])
      if (due(what)) await openAudit(tx, id, kind, { why: 'due', runAt });
    if (atNight)
      await enqueue(tx, 'shop.keepToken', { domain: state.domain }, { runAt, keepsTime });
  });
}

/** A failed audit counts for six hours, then the next one is due. */
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
      (select max(started_at) from imports where shop_id = ${shop} and state = 'done'))`)} as audit
  from shops where id = ${shop}`;

/** Hours since `last`. A future time, which a clock that ran ahead wrote, gives 10,000: everything is due. */
const hoursSince = (last: Sql) => sql`(
  select case when since < -1 then 10000 else since end
  from (select (extract(epoch from ${now()}::timestamptz - (${last})) / 3600)::float8 as since) passed)`;
