import { setTimeout as sleep } from 'node:timers/promises';
import { HttpResponseError, InvalidJwtError, type Session } from '@shopify/shopify-api';
import { pool } from '../store/db.server';
import { atMost } from './at-most';
import { ShopGone, Unavailable } from './errors';
import { shopifyLibrary } from './library.server';
import { sessions } from './sessions.server';

/** A token that dies sooner than this is renewed first: a call may take a while to leave. */
const RENEW_BEFORE_MS = 5 * 60 * 1000;
const RENEWAL_TIMEOUT_MS = 20_000;

/**
 * Each holds a connection of the pool while Shopify answers, and needs another one to read and write
 * the session: however many shops' tokens die in one moment, most of the pool is left to others.
 */
const renewals = atMost(3);
const renewing = new Map<string, Promise<string>>();

/**
 * The shop's offline access token, renewed where it is about to die. Renewals of a shop happen one
 * at a time over all processes: the library has no lock, and of two renewals with the same refresh
 * token one can lose its answer.
 *
 * @param refused a token that Shopify has just refused; another one is got
 * @throws ShopGone when there is no session or it cannot be renewed, Unavailable when Shopify is down
 */
export async function offlineToken(domain: string, refused?: string): Promise<string> {
  const session = await load(domain);
  if (usable(session, refused)) return session.accessToken;
  // Within the process first: a renewal takes one connection, however many wait for it.
  const running = renewing.get(domain);
  if (running) return await running;
  const renewal = renewals(() => renewed(domain, refused)).finally(() => renewing.delete(domain));
  renewing.set(domain, renewal);
  return await renewal;
}

/** Forgets a session whose token and refresh token are both refused: the next opening gets new ones. */
export async function forgetToken(domain: string): Promise<void> {
  await sessions.deleteSession(shopifyLibrary.session.getOfflineId(domain));
}

async function load(domain: string): Promise<Session | undefined> {
  return await sessions.loadSession(shopifyLibrary.session.getOfflineId(domain));
}

function usable(
  session: Session | undefined,
  refused: string | undefined,
): session is Session & { accessToken: string } {
  return (
    session !== undefined &&
    session.accessToken !== refused &&
    session.isActive(undefined, RENEW_BEFORE_MS)
  );
}

async function renewed(domain: string, refused: string | undefined): Promise<string> {
  return await oneAtATime(domain, async () => {
    const session = await load(domain);
    // Somebody else may have renewed it while we waited.
    if (usable(session, refused)) return session.accessToken;
    if (session?.refreshToken === undefined) throw new ShopGone(`${domain} has no session.`);
    const fresh = await refresh(domain, session.refreshToken);
    await sessions.storeSession(fresh);
    if (fresh.accessToken === undefined)
      throw new Unavailable('Shopify renewed a token with none.');
    return fresh.accessToken;
  });
}

async function refresh(domain: string, refreshToken: string): Promise<Session> {
  try {
    const renewal = shopifyLibrary.auth.refreshToken({ shop: domain, refreshToken });
    return (await Promise.race([renewal, givenUp()])).session;
  } catch (error) {
    const status = error instanceof HttpResponseError ? error.response.code : 0;
    if (error instanceof InvalidJwtError || (status >= 400 && status < 500 && status !== 429)) {
      await forgetToken(domain);
      throw new ShopGone(`${domain} has a refresh token that Shopify refuses (${status}).`);
    }
    throw new Unavailable(
      `The token of ${domain} could not be renewed (${status || 'no answer'}).`,
    );
  }
}

/** The library sets its call no limit, and a connection of the database waits for it. */
async function givenUp(): Promise<never> {
  await sleep(RENEWAL_TIMEOUT_MS, undefined, { ref: false });
  throw new Unavailable('Shopify did not answer in time.');
}

/** Holds PostgreSQL's lock of the shop's token meanwhile; it ends with the connection at the latest. */
async function oneAtATime<T>(domain: string, work: () => Promise<T>): Promise<T> {
  const connection = await pool.connect();
  const key = `token:${domain}`;
  try {
    await connection.query('select pg_advisory_lock(hashtextextended($1, 0))', [key]);
    return await work();
  } finally {
    const released = await connection
      .query('select pg_advisory_unlock(hashtextextended($1, 0))', [key])
      .then(
        () => true,
        () => false,
      );
    connection.release(!released);
  }
}
