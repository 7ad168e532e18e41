import { createHash } from 'node:crypto';
import { z } from 'zod';
import { now } from '../../clock.server';
import { NOTHING_TO_FOLLOW, type Following } from '../../progress/following';
import { hurrySnapshot } from '../../queue/snapshot-turn.server';
import { one, sql, withShop, type ShopId } from '../../store/db.server';
import { troublesOf } from './troubles.server';

/** A change that waits no longer than this is nothing to speak of. */
const WORTH_SAYING_MS = 10_000;
/** For so long after new numbers more of them are to be expected. */
const LIVELY_MS = 15_000;
const SOON_MS = 1_000;
/** While new numbers are being counted: they may be there any moment. */
const NOW_MS = 300;
const QUIET_MS = 3_000;

const stateSchema = z.object({
  /** what a page shows besides, as one text that differs when that does */
  shown: z.string(),
  counted: z.date().nullable(),
  askedAt: z.date().nullable(),
  counting: z.boolean(),
  /** until the next turn to count may begin */
  turnInMs: z.number(),
  pokes: z.number().int(),
  pokedAt: z.date().nullable(),
  busy: z.boolean(),
  daysToRecount: z.number().int(),
  sweepState: z.enum(['running', 'done', 'failed']).nullable(),
  sweepAt: z.date().nullable(),
});

/**
 * How well the numbers follow the shop. Small and cheap: every open page asks for it every few
 * seconds, and reads itself anew only when the version is another one. An open page also brings a snapshot
 * forward that waits for the night.
 * @param shop null until the first job has asked Shopify about it
 */
export async function following(shop: ShopId | null): Promise<Following> {
  if (shop === null) return NOTHING_TO_FOLLOW;
  return await withShop(shop, async (tx) => {
    await hurrySnapshot(tx, shop);
    const state = await one(tx, stateSchema, stateOf(shop));
    const troubles = await troublesOf(tx, shop);
    const at = now().getTime();
    const since = earliest(state.askedAt, state.pokedAt);
    const waiting =
      since !== null && at - since.getTime() > WORTH_SAYING_MS
        ? { changes: state.pokes, since: since.toISOString() }
        : null;
    const shownToo = [waiting, troubles, state.sweepState, state.daysToRecount];
    return {
      version: digest(state.shown + JSON.stringify(shownToo)),
      nextMs: nextMs(state, at),
      waiting,
      daysToRecount: state.daysToRecount,
      troubles,
      sweep:
        state.sweepState === null || state.sweepAt === null
          ? null
          : { state: state.sweepState, at: state.sweepAt.toISOString() },
    };
  });
}

/** Sooner where something is about to change: about when the turn begins, and often while it counts. */
function nextMs(state: z.output<typeof stateSchema>, at: number): number {
  if (state.counting) return NOW_MS;
  if (state.askedAt !== null) return Math.min(SOON_MS, Math.max(NOW_MS, Math.ceil(state.turnInMs)));
  const lively = state.counted === null || at - state.counted.getTime() < LIVELY_MS;
  return lively || state.busy || state.pokes > 0 ? SOON_MS : QUIET_MS;
}

/** Everything in one statement: snapshots, the running import and request, the newest answer, scopes, what waits. */
const stateOf = (shop: ShopId) => sql`
  select concat_ws('/', kept.days, kept.counted, reading.shown, asked.shown, array_to_string(shop.scopes, ','),
      shop.currency, shop.timezone, shop.settings::text, answer.shown) as shown,
    kept.counted, least(turn.requested_at, turn.counting_since) as "askedAt",
    turn.counting_since is not null as counting,
    case when turn.next_at > clock_timestamp()
      then (extract(epoch from turn.next_at - clock_timestamp()) * 1000)::float8 else 0 end as "turnInMs",
    poked.pokes, poked.since as "pokedAt",
    coalesce(reading.running, false) or asked.running as busy, kept.to_recount as "daysToRecount",
    sweep.state as "sweepState", sweep.at as "sweepAt"
  from shops shop
  left join snapshot_refreshes turn on turn.shop_id = shop.id
  cross join lateral (
    select count(*)::int as days, max(computed_at) as counted,
      (count(*) filter (where stale and as_of <= (${now()}::timestamptz at time zone coalesce(shop.timezone, 'UTC'))::date))::int as to_recount
    from snapshots where shop_id = shop.id) kept
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
    select count(*)::int as pokes, min(requested_at) as since from reread_requests
    where shop_id = shop.id and read_at is null) poked
  left join lateral (
    select state, coalesce(finished_at, started_at) as at from audits
    where shop_id = shop.id and kind = 'ids' order by id desc limit 1) sweep on true
  where shop.id = ${shop}`;

function earliest(...times: (Date | null)[]): Date | null {
  const known = times.filter((time) => time !== null).map((time) => time.getTime());
  return known.length === 0 ? null : new Date(Math.min(...known));
}

const digest = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22);
