import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { tokenOutages, tokenRefusals } from '../../operate/process-metrics.server';
import { pool } from '../../store/db.server';
import type { OutageReason, RefusalCode } from './token-address.server';

/**
 * What the token address answered, shop by shop, over all processes. One shop that is refused may have
 * uninstalled the app; when most shops are, the fault is not theirs, and one process asks once a minute.
 */

/** Different shops whose last answers are looked at. */
const LAST_SHOPS = 20;
const PROBE_SECONDS = 60;
/** A token that is refused for so long while others are given out, and once more after that, is deleted. */
const REFUSED_DAYS = 7;
/** Work that waits for a token comes again after half the time that it has waited so far. */
const WAIT_MS = { least: 60_000, most: 600_000 };

const LATELY = `
  with lately as (
    select failing_since from token_responses, token_probes
    where responded_at > resumed_at
    order by responded_at desc limit ${LAST_SHOPS}
  ), state as (
    select count(*) filter (where failing_since is not null) > ${LAST_SHOPS / 2} as out from lately
  )`;
// a clock that ran ahead may have left a time that is far away; two askers of one moment differ by less
const MAY_ASK = `
  ${LATELY}, probe as (
    update token_probes set next_at = $1::timestamptz + interval '${PROBE_SECONDS} seconds'
    where (select out from state)
      and (next_at <= $1 or next_at > $1::timestamptz + interval '${2 * PROBE_SECONDS} seconds')
    returning id)
  select out, exists (select from probe) as probes from state`;
const IS_OUT = `${LATELY} select out from state`;

export type MayAsk = 'ask' | 'probe' | 'wait';

/**
 * Whether the token address may be asked now. `probe`: it refuses most shops, and this is the one try
 * of the minute; `tokensWork` is told if it succeeds.
 */
export async function mayAsk(): Promise<MayAsk> {
  const { rows } = await pool.query({ name: 'token_may_ask', text: MAY_ASK, values: [now()] });
  const [state] = z.array(z.object({ out: z.boolean(), probes: z.boolean() })).parse(rows);
  if (state?.out !== true) return 'ask';
  return state.probes ? 'probe' : 'wait';
}

/** A probe has succeeded: every shop may ask again. */
export async function tokensWork(): Promise<void> {
  await pool.query('update token_probes set resumed_at = $1', [now()]);
}

/** Shopify gave a token: whatever it refused before is over. */
export async function noteToken(domain: string): Promise<void> {
  await pool.query(
    `insert into token_responses as known (domain, responded_at, token_at) values ($1, $2, $2)
     on conflict (domain) do update set responded_at = excluded.responded_at, token_at = excluded.token_at,
       recovered_at = case when known.failing_since is null then known.recovered_at else excluded.responded_at end,
       failing_since = null, refused_since = null, why = null`,
    [domain, now()],
  );
}

/**
 * No token came, for a reason that says nothing of the shop. Alarms.
 * @returns milliseconds after which it is worth asking again: the longer it lasts, the more
 */
export async function noteOutage(domain: string, reason: OutageReason): Promise<number> {
  alarm(reason);
  const at = now();
  const { rows } = await pool.query(
    `insert into token_responses as known (domain, responded_at, failing_since, why) values ($1, $2, $2, $3)
     on conflict (domain) do update set responded_at = excluded.responded_at, why = excluded.why,
       failing_since = coalesce(known.failing_since, excluded.failing_since)
     returning failing_since as "failingSince"`,
    [domain, at, reason],
  );
  const [row] = z.array(z.object({ failingSince: z.date() })).parse(rows);
  return waitAfter(at.getTime() - (row?.failingSince ?? at).getTime());
}

/** Milliseconds until work that needs a token while most shops get none is tried again. */
export async function waitForTokens(domain: string): Promise<number> {
  alarm('most_shops');
  const { rows } = await pool.query(
    'select failing_since as "failingSince" from token_responses where domain = $1',
    [domain],
  );
  const [row] = z.array(z.object({ failingSince: z.date().nullable() })).parse(rows);
  const at = now().getTime();
  return waitAfter(at - (row?.failingSince?.getTime() ?? at));
}

/** Spread: what waits for the same outage does not come back in the same second. */
function waitAfter(failedForMs: number): number {
  const wait = Math.min(WAIT_MS.most, Math.max(WAIT_MS.least, failedForMs / 2));
  return Math.round(wait * (1 + Math.random() / 2));
}

/** A shop's refresh token as it lies in the database. */
export interface StoredToken {
  /** of its session */
  id: string;
  domain: string;
  /** by which another one is told from it: it is sealed anew each time it is stored */
  sealed: string;
}

/**
 * Shopify refuses the shop's token: it is marked, and counts as expired, so that the next opening of the
 * app gets another one. After days of refusals, while other shops are served, it is deleted.
 * @returns `replaced`: another token has come meanwhile, and nothing was marked; `most_shops`: so many
 *   are refused that it is not this one's doing
 */
export async function noteRefusal(
  { id, domain, sealed }: StoredToken,
  code: RefusalCode,
): Promise<'marked' | 'replaced' | 'most_shops'> {
  const at = now();
  const session = [id, sealed];
  const expired = await pool.query(
    `update sessions set expires = 'epoch' where id = $1 and refresh_token = $2`,
    session,
  );
  if (expired.rowCount === 0) return 'replaced';
  tokenRefusals.inc({ why: code });
  const { rows } = await pool.query(
    `insert into token_responses as known (domain, responded_at, failing_since, refused_since, why) values ($1, $2, $2, $2, $3)
     on conflict (domain) do update set responded_at = excluded.responded_at, why = excluded.why,
       failing_since = coalesce(known.failing_since, excluded.failing_since),
       refused_since = coalesce(known.refused_since, excluded.refused_since)
     returning greatest(refused_since, (select resumed_at from token_probes))
       < $2::timestamptz - interval '${REFUSED_DAYS} days' as "isOld"`,
    [domain, at, code],
  );
  const [mark] = z.array(z.object({ isOld: z.boolean() })).parse(rows);
  log.warn({ shop: domain, why: code }, 'Shopify refuses the token of a shop');
  if (await isOutage()) return 'most_shops';
  if (mark?.isOld === true) {
    await pool.query('delete from sessions where id = $1 and refresh_token = $2', session);
    await forgetAnswers(domain);
    log.warn({ shop: domain }, `a token that was refused for ${REFUSED_DAYS} days is deleted`);
  }
  return 'marked';
}

/** The shop has uninstalled the app: what it was answered says nothing of others. */
export async function forgetAnswers(domain: string): Promise<void> {
  await pool.query('delete from token_responses where domain = $1', [domain]);
}

/** When Shopify last gave the shop a token, and since when it refuses one; null: never, not. */
export async function tokenTimes(
  domain: string,
): Promise<{ tokenAt: Date | null; refusedSince: Date | null }> {
  const { rows } = await pool.query(
    `select token_at as "tokenAt", refused_since as "refusedSince" from token_responses where domain = $1`,
    [domain],
  );
  const times = z.object({ tokenAt: z.date().nullable(), refusedSince: z.date().nullable() });
  return z.array(times).parse(rows)[0] ?? { tokenAt: null, refusedSince: null };
}

async function isOutage(): Promise<boolean> {
  const { rows } = await pool.query(IS_OUT);
  return z.array(z.object({ out: z.boolean() })).parse(rows)[0]?.out === true;
}

/** How often one reason is written into the log; the metric counts each time. */
const SAID_EVERY_MS = 60_000;
const saidAt = new Map<string, number>();

/** Tells the operator that tokens cannot be had, for a reason that is not a shop's. */
export function alarm(reason: OutageReason | 'most_shops' | 'fresh_token_refused' | 'exchange') {
  tokenOutages.inc({ reason });
  // ahead: of a clock that has come back
  if (Math.abs(Date.now() - (saidAt.get(reason) ?? -Infinity)) < SAID_EVERY_MS) return;
  saidAt.set(reason, Date.now());
  log.error(
    { reason },
    'access tokens cannot be had from Shopify; see docs/operating.md, "What it says, and what to do"',
  );
}
