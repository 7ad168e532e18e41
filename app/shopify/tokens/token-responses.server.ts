import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { tokenOutages, tokenRefusals } from '../../operate/process-metrics.server';
import { pool } from '../../store/db.server';
import type { OutageReason, RefusalCode } from './token-address.server';

/**
 * The last response of the token address for each shop, over all processes. A single refused shop may have
 * uninstalled the app; when most shops are refused, the fault is not theirs, and one process tries once a minute.
 */

/** The shops whose last responses are counted. */
const LAST_SHOPS = 20;
const PROBE_SECONDS = 60;
/** Days of refusals, while other shops get tokens, after which the next refusal deletes the token. */
const REFUSED_DAYS = 7;
/** Bounds, in milliseconds, of the pause of work that waits for a token: half the time waited so far. */
const WAIT_MS = { least: 60_000, most: 600_000 };

const LATELY = `
  with lately as (
    select failing_since from token_responses, token_probes
    where responded_at > resumed_at
    order by responded_at desc limit ${LAST_SHOPS}
  ), state as (
    select count(*) filter (where failing_since is not null) > ${LAST_SHOPS / 2} as out from lately
  )`;
// the upper bound repairs a next_at that a clock that ran ahead wrote; concurrent callers differ by less
const MAY_ASK = `
  ${LATELY}, probe as (
    update token_probes set next_at = $1::timestamptz + interval '${PROBE_SECONDS} seconds'
    where (select out from state)
      and (next_at <= $1 or next_at > $1::timestamptz + interval '${2 * PROBE_SECONDS} seconds')
    returning id)
  select out, exists (select from probe) as probes from state`;
const IS_OUT = `${LATELY} select out from state`;

export type TokenPermission = 'ask' | 'probe' | 'wait';

/**
 * Whether the token address may be asked now. `probe`: it refuses most shops, and this is the one try of
 * the minute; call `endTokenOutage` if it succeeds.
 */
export async function mayRequestToken(): Promise<TokenPermission> {
  const { rows } = await pool.query({ name: 'token_may_ask', text: MAY_ASK, values: [now()] });
  const [state] = z.array(z.object({ out: z.boolean(), probes: z.boolean() })).parse(rows);
  if (state?.out !== true) return 'ask';
  return state.probes ? 'probe' : 'wait';
}

/** Ends an outage after a successful probe: every shop may ask again. */
export async function endTokenOutage(): Promise<void> {
  await pool.query('update token_probes set resumed_at = $1', [now()]);
}

/** Records that Shopify gave the shop a token, and deletes what it refused before. */
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
 * Records that no token came, for a reason that is not the shop's, and alarms.
 * @returns milliseconds until the next try, which grow with the length of the outage
 */
export async function noteOutage(domain: string, reason: OutageReason): Promise<number> {
  alarmTokenOutage(reason);
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

/** Milliseconds until work that needs a token is tried again while most shops get none. */
export async function waitForTokens(domain: string): Promise<number> {
  alarmTokenOutage('most_shops');
  const { rows } = await pool.query(
    'select failing_since as "failingSince" from token_responses where domain = $1',
    [domain],
  );
  const [row] = z.array(z.object({ failingSince: z.date().nullable() })).parse(rows);
  const at = now().getTime();
  return waitAfter(at - (row?.failingSince?.getTime() ?? at));
}

/** Up to half longer at random, so that work that waits for one outage does not return in the same second. */
function waitAfter(failedForMs: number): number {
  const wait = Math.min(WAIT_MS.most, Math.max(WAIT_MS.least, failedForMs / 2));
  return Math.round(wait * (1 + Math.random() / 2));
}

/** A shop's refresh token as the database has it. */
export interface StoredToken {
  /** id of its session */
  id: string;
  domain: string;
  /** its ciphertext, which differs each time a token is stored and so tells it from another one */
  sealed: string;
}

/**
 * Records that Shopify refuses the shop's token. Marks it as expired, so that the next opening of the app
 * gets another one. Deletes it after `REFUSED_DAYS` of refusals while other shops get tokens.
 * @returns `replaced`: another token was stored meanwhile, and nothing is marked; `most_shops`: most
 *   shops are refused, so the refusal says nothing about this one
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
    await forgetTokenResponses(domain);
    log.warn({ shop: domain }, `a token that was refused for ${REFUSED_DAYS} days is deleted`);
  }
  return 'marked';
}

/** Deletes the responses to a shop that has uninstalled the app: they say nothing about others. */
export async function forgetTokenResponses(domain: string): Promise<void> {
  await pool.query('delete from token_responses where domain = $1', [domain]);
}

/** When Shopify last gave the shop a token (null: never), and since when it refuses one (null: it does not). */
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

/** Milliseconds between two log lines of one reason; the metric counts each time. */
const SAID_EVERY_MS = 60_000;
const saidAt = new Map<string, number>();

/** Tells the operator that tokens cannot be had, for a reason that is not a shop's. */
export function alarmTokenOutage(
  reason: OutageReason | 'most_shops' | 'fresh_token_refused' | 'exchange',
) {
  tokenOutages.inc({ reason });
  // abs(): a clock that ran ahead may have left a future time
  if (Math.abs(Date.now() - (saidAt.get(reason) ?? -Infinity)) < SAID_EVERY_MS) return;
  saidAt.set(reason, Date.now());
  log.error(
    { reason },
    'access tokens cannot be had from Shopify; see docs/operating.md, "What it says, and what to do"',
  );
}
