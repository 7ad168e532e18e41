import { z } from 'zod';
import { now } from '../clock.server';
import { rows, sql, type ShopId, type Sql, type Tx } from '../store/db.server';
import { zoneOf } from '../store/shops/shops';
import { holdSnapshots } from '../store/work/stale-snapshots';
import { enqueue } from './enqueue.server';
import { PRIORITY } from './urgency';

/**
 * When a shop's newest snapshot is computed: at once after its first change; after a refresh the next one
 * waits, so that computing takes at most a sixth of a shop's time and changes meanwhile are computed together. A change
 * of rules does not wait: a merchant looks for its numbers (decision 113).
 * All processes use the database's clock, as the queue does.
 */
const LEAST_PAUSE_SECONDS = 2;
const PAUSE_PER_SECOND = 5;
/** The longest pause. A longer one was written by a clock that ran ahead, and is over. */
const MOST_PAUSE_SECONDS = 600;

/**
 * Requests a refresh after a change that the numbers do not have. Marks the newest snapshot stale, so that
 * it is not kept for a day that ends meanwhile. Takes the shop's snapshot lock until the commit: call it after
 * the caller's own writes.
 */
export async function requestRefresh(tx: Tx, shop: ShopId): Promise<void> {
  // an answer to the survey shares this lock, marks snapshots and then requests the refresh: between the two
  // statements below it would deadlock with this transaction
  await holdSnapshots(tx, shop);
  const [refresh] = await rows(
    tx,
    waitSchema,
    sql`
    insert into snapshot_refreshes as refresh (shop_id, requested_at) values (${shop}, ${now()})
    on conflict (shop_id) do update set requested_at = coalesce(refresh.requested_at, excluded.requested_at)
    returning ${waitOf(shop)}`,
  );
  await tx.query(sql`
    update snapshots set stale = true
    where shop_id = ${shop} and not stale
      and as_of > (${now()}::timestamptz at time zone ${zoneOf(shop)})::date`);
  await enqueueRefresh(tx, shop, refresh?.waitMs ?? 0);
}

/** Whether the shop's refresh waits for the night, as SQL. */
export const isPutOff = (shop: ShopId): Sql => sql`
  exists (select from graphile_worker._private_jobs job
    where job.key = ${`snapshot.refresh:${shop}`} and job.locked_at is null and job.attempts = 0
      and job.priority > ${PRIORITY.merchant})`;

/** Runs a refresh that waits for the night now, because a page of the shop is open. */
export async function hurryRefresh(tx: Tx, shop: ShopId): Promise<void> {
  const [refresh] = await rows(
    tx,
    waitSchema,
    sql`
    select ${waitOf(shop)} from shops left join snapshot_refreshes refresh on refresh.shop_id = shops.id
    where shops.id = ${shop} and ${isPutOff(shop)}`,
  );
  if (refresh !== undefined) await enqueueRefresh(tx, shop, refresh.waitMs);
}

/**
 * Starts the shop's next refresh. If the pause since the last one is not over, re-enqueues it and returns false.
 * @returns whether the refresh may run
 */
export async function beginRefresh(tx: Tx, shop: ShopId): Promise<boolean> {
  // an answer to the survey that skipped enqueueing, because a refresh is queued, commits before it starts
  await holdSnapshots(tx, shop);
  const [refresh] = await rows(
    tx,
    waitSchema,
    sql`select ${waitOf(shop)} from snapshot_refreshes refresh where shop_id = ${shop} for update`,
  );
  if (refresh !== undefined && refresh.waitMs > 0) {
    await enqueueRefresh(tx, shop, refresh.waitMs);
    return false;
  }
  // a refresh that crashed left `counting_since` set; this refresh covers its work. What is requested meanwhile looks for
  // its own pause once this refresh has ended
  await tx.query(sql`
    update snapshot_refreshes set counting_since = least(counting_since, requested_at), requested_at = null, next_at = '-infinity'
    where shop_id = ${shop}`);
  return true;
}

/** Ends a refresh of `tookMs` milliseconds and starts the pause. A failed one (`counted` false) keeps its work open. */
export async function endRefresh(
  tx: Tx,
  shop: ShopId,
  { tookMs, counted }: { tookMs: number; counted: boolean },
): Promise<void> {
  const earned = Math.max(LEAST_PAUSE_SECONDS, (PAUSE_PER_SECOND * tookMs) / 1_000);
  const pause = Math.min(MOST_PAUSE_SECONDS, earned);
  await tx.query(sql`
    insert into snapshot_refreshes as refresh (shop_id, next_at)
    values (${shop}, clock_timestamp() + make_interval(secs => ${pause}::float8))
    on conflict (shop_id) do update set next_at = excluded.next_at,
      counting_since = case when ${counted} then null else refresh.counting_since end`);
}

const waitSchema = z.object({ waitMs: z.number() });
/** Milliseconds of pause left over a row `refresh`; -infinity, before a shop's first refresh, has no milliseconds. */
const waitOf = (shop: ShopId): Sql => sql`case
  when refresh.next_at > clock_timestamp() and refresh.next_at <= clock_timestamp() + make_interval(secs => ${MOST_PAUSE_SECONDS}::float8)
    and not (refresh.counting_since is null and ${isOfOtherRules(shop)})
  then ceil(extract(epoch from refresh.next_at - clock_timestamp()) * 1000)::float8 else 0 end as "waitMs"`;

/**
 * Whether a rule has changed since the newest numbers were counted. A count that failed has left `counting_since`: it
 * pauses like every other, or a shop whose count always fails would be counted without end.
 */
const isOfOtherRules = (shop: ShopId): Sql => sql`coalesce((
  select newest.rules_version <> shops.rules_version from snapshots newest join shops on shops.id = newest.shop_id
  where newest.shop_id = ${shop} and newest.as_of <= (${now()}::timestamptz at time zone coalesce(timezone, 'UTC'))::date + 1
  order by newest.as_of desc limit 1), false)`;

async function enqueueRefresh(tx: Tx, shop: ShopId, waitMs: number): Promise<void> {
  const runAt = waitMs > 0 ? { runAt: new Date(Date.now() + waitMs) } : {};
  await enqueue(tx, 'snapshot.refresh', { shopId: shop }, runAt);
}
