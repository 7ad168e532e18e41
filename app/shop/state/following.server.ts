import { createHash } from 'node:crypto';
import { z } from 'zod';
import { now } from '../../clock.server';
import { NOTHING_TO_FOLLOW, type Following } from '../../progress/following';
import { hurryRefresh, isPutOff } from '../../queue/snapshot-refresh.server';
import { one, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { isOpenRequest } from '../../store/work/filtered-requests';
import { failingJobs, failingJobsSchema, failingWork } from './failing-jobs.server';

/** A change is shown as waiting after this. */
const SHOWN_AFTER_MS = 10_000;
/** More new numbers are likely this soon after new ones. */
const RECENT_MS = 15_000;
const BUSY_POLL_MS = 1_000;
/** While a refresh computes new numbers, or a page waits for chosen customers'. */
const COUNTING_POLL_MS = 300;
const QUIET_POLL_MS = 3_000;

const stateSchema = z.object({
  /** the rest of what a page shows, as one text that differs when that does */
  shown: z.string(),
  counted: z.date().nullable(),
  requestedAt: z.date().nullable(),
  /** a refresh, or chosen customers' numbers, are being computed */
  counting: z.boolean(),
  /** until the next refresh may begin */
  refreshInMs: z.number(),
  notices: z.number().int(),
  noticedAt: z.date().nullable(),
  busy: z.boolean(),
  daysToRecount: z.number().int(),
  daysByEarlierRules: z.number().int(),
  auditState: z.enum(['running', 'done', 'failed']).nullable(),
  auditAt: z.date().nullable(),
  failing: failingJobsSchema,
  /** the refresh waits for the night */
  putOff: z.boolean(),
});

/**
 * Reads how current the numbers are. It is cheap, since every open page polls it every few seconds and
 * reloads only when the version differs. An open page also brings a refresh forward that waits for the night.
 * @param shop null until the first job has written its row
 */
export async function readFollowing(shop: ShopId | null): Promise<Following> {
  if (shop === null) return NOTHING_TO_FOLLOW;
  return await withShop(shop, (tx) => followingIn(tx, shop));
}

/** Like `readFollowing`, among the reads of a page. The first of them: a change during the others gives another version. */
export async function followingIn(tx: Tx, shop: ShopId): Promise<Following> {
  // of its 5 ms, planning takes 4: it reads twelve tables, of which most have no row of the shop
  const state = await one(tx, stateSchema, stateOf(shop), 'following');
  if (state.putOff) await hurryRefresh(tx, shop);
  const troubles = failingWork(state.failing);
  const at = now().getTime();
  const since = earliest(state.requestedAt, state.noticedAt);
  const waiting =
    since !== null && at - since.getTime() > SHOWN_AFTER_MS
      ? { changes: state.notices, since: since.toISOString() }
      : null;
  const { daysToRecount, daysByEarlierRules } = state;
  const shownToo = [waiting, troubles, state.auditState, daysToRecount, daysByEarlierRules];
  return {
    version: digest(state.shown + JSON.stringify(shownToo)),
    nextMs: nextMs(state, at),
    waiting,
    daysToRecount,
    daysByEarlierRules,
    troubles,
    sweep:
      state.auditState === null || state.auditAt === null
        ? null
        : { state: state.auditState, at: state.auditAt.toISOString() },
  };
}

/** Polls sooner where a change is near: when the next refresh begins, and often while it computes. */
function nextMs(state: z.output<typeof stateSchema>, at: number): number {
  if (state.counting) return COUNTING_POLL_MS;
  if (state.requestedAt !== null)
    return Math.min(BUSY_POLL_MS, Math.max(COUNTING_POLL_MS, Math.ceil(state.refreshInMs)));
  const isRecent = state.counted === null || at - state.counted.getTime() < RECENT_MS;
  return isRecent || state.busy || state.notices > 0 ? BUSY_POLL_MS : QUIET_POLL_MS;
}

/** One statement for snapshots, the running import and request, the newest answer, scopes, change notices and failing jobs. */
const stateOf = (shop: ShopId) => sql`
  select concat_ws('/', kept.days, kept.counted, reading.shown, asked.shown, filtered.shown, listed.shown, array_to_string(shop.scopes, ','),
      shop.currency, shop.timezone, shop.settings::text, answer.shown) as shown,
    kept.counted, least(refresh.requested_at, refresh.counting_since) as "requestedAt",
    refresh.counting_since is not null or filtered.open or listed.open as counting,
    case when refresh.next_at > clock_timestamp()
      then (extract(epoch from refresh.next_at - clock_timestamp()) * 1000)::float8 else 0 end as "refreshInMs",
    noticed.notices, noticed.since as "noticedAt",
    coalesce(reading.running, false) or asked.running as busy, kept.to_recount as "daysToRecount", kept.by_earlier_rules as "daysByEarlierRules",
    audit.state as "auditState", audit.at as "auditAt", ${failingJobs(shop)} as failing, ${isPutOff(shop)} as "putOff"
  from shops shop
  left join snapshot_refreshes refresh on refresh.shop_id = shop.id
  cross join lateral (
    select count(*)::int as days, max(computed_at) as counted,
      (count(*) filter (where stale and as_of <= today))::int as to_recount,
      (count(*) filter (where rules_version <> shop.rules_version and as_of <= today))::int as by_earlier_rules
    from snapshots,
      lateral (select (${now()}::timestamptz at time zone coalesce(shop.timezone, 'UTC'))::date as today) shops_day
    where shop_id = shop.id) kept
  left join lateral (
    select concat_ws('/', id, state, phase, (
        select sum(greatest(rows_read, prepared)) from import_parts
        where shop_id = shop.id and import_id = imports.id)) as shown,
      state = 'running' as running
    from imports where shop_id = shop.id order by id desc limit 1) reading on true
  left join lateral (
    select concat_ws('/', id, changed_at) as shown from survey_answers
    where shop_id = shop.id order by answered_at desc limit 1) answer on true
  cross join lateral (
    select concat_ws('/', count(*), max(finished_at)) as shown, coalesce(bool_or(state <> 'done'), false) as running
    from snapshot_requests where shop_id = shop.id) asked
  cross join lateral (
    select concat_ws('/', count(*), max(computed_at), count(started_at)) as shown, coalesce(bool_or(${isOpenRequest(now())}), false) as open
    from filtered_snapshots where shop_id = shop.id) filtered
  cross join lateral (
    select concat_ws('/', (select as_of from people_books where shop_id = shop.id), count(*), max(computed_at), count(started_at)) as shown,
      coalesce(bool_or(${isOpenRequest(now())}), false) as open
    from past_people_days where shop_id = shop.id) listed
  cross join lateral (
    select count(*)::int as notices, min(requested_at) as since from reread_requests
    where shop_id = shop.id and read_at is null) noticed
  left join lateral (
    select state, coalesce(finished_at, started_at) as at from audits
    where shop_id = shop.id and kind = 'ids' order by id desc limit 1) audit on true
  where shop.id = ${shop}`;

function earliest(...times: (Date | null)[]): Date | null {
  const known = times.filter((time) => time !== null).map((time) => time.getTime());
  return known.length === 0 ? null : new Date(Math.min(...known));
}

const digest = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22);
