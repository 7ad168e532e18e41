import type { Session } from '@shopify/shopify-api';
import { z } from 'zod';
import { pool } from '../../store/db.server';
import { limitConcurrency } from '../protocol/concurrency';
import { NoToken, TokenOutage } from '../protocol/errors';
import { shopifyLibrary } from '../protocol/library.server';
import { sessions } from './sessions.server';
import { renewToken } from './token-address.server';
import {
  mayRequestToken,
  noteOutage,
  noteRefusal,
  endTokenOutage,
  waitForTokens,
  type StoredToken,
} from './token-responses.server';

/** A token that expires sooner is renewed before it is used: a call may wait before it is sent. */
const RENEW_BEFORE_MS = 5 * 60 * 1000;

/**
 * A renewal holds one connection of the pool while Shopify answers, and needs another one for the session.
 * The limit keeps most of the pool for other work when many shops' tokens expire together.
 */
const renewals = limitConcurrency(3);
const renewing = new Map<string, Promise<string>>();

/**
 * The shop's offline access token, renewed where it is about to expire. A shop's renewals run one at a time
 * over all processes: the library has no lock, and of two renewals with the same refresh token one can lose its
 * response.
 *
 * @param refused a token that Shopify has just refused, and that is replaced
 * @throws NoToken when there is no session or Shopify refuses to renew it; TokenOutage when no token can
 *   be had for another reason
 */
export async function offlineToken(domain: string, refused?: string): Promise<string> {
  const session = await load(domain);
  if (isUsable(session, refused)) return session.accessToken;
  // join a running renewal of this process, so that a shop's renewal takes one connection
  const running = renewing.get(domain);
  if (running) return await running;
  const renewal = renewals(() => renew(domain, refused)).finally(() => renewing.delete(domain));
  renewing.set(domain, renewal);
  return await renewal;
}

async function load(domain: string): Promise<Session | undefined> {
  return await sessions.loadSession(shopifyLibrary.session.getOfflineId(domain));
}

function isUsable(
  session: Session | undefined,
  refused: string | undefined,
): session is Session & { accessToken: string } {
  return (
    session !== undefined &&
    session.accessToken !== refused &&
    session.isActive(undefined, RENEW_BEFORE_MS)
  );
}

async function renew(domain: string, refused: string | undefined): Promise<string> {
  return await oneAtATime(domain, async () => {
    // read before the session: a token stored between the two must not be marked as the one that was tried
    const sealed = await sealedToken(shopifyLibrary.session.getOfflineId(domain));
    const session = await load(domain);
    // another process may have renewed it during the wait for the lock
    if (isUsable(session, refused)) return session.accessToken;
    if (session?.refreshToken === undefined) throw new NoToken(`${domain} has no session.`);
    return await renewWith({ id: session.id, domain, sealed }, session.refreshToken);
  });
}

async function renewWith(stored: StoredToken, refreshToken: string): Promise<string> {
  const { domain } = stored;
  const may = await mayRequestToken();
  if (may === 'wait') throw await outageOfMostShops(domain);
  const reply = await renewToken(domain, refreshToken);
  if ('session' in reply) {
    await sessions.storeSession(reply.session);
    if (may === 'probe') await endTokenOutage();
    return reply.session.accessToken ?? '';
  }
  if ('outage' in reply) {
    const waitMs = await noteOutage(domain, reply.outage);
    throw new TokenOutage(`The token of ${domain} could not be renewed (${reply.outage}).`, waitMs);
  }
  const noted = await noteRefusal(stored, reply.refused);
  if (noted === 'most_shops') throw await outageOfMostShops(domain);
  // the merchant may have opened the app meanwhile, which stores a new token
  const session = noted === 'replaced' ? await load(domain) : undefined;
  if (isUsable(session, undefined)) return session.accessToken;
  throw new NoToken(`${domain} has a refresh token that Shopify refuses (${reply.refused}).`);
}

async function outageOfMostShops(domain: string): Promise<TokenOutage> {
  const waitMs = await waitForTokens(domain);
  return new TokenOutage('Shopify gives most shops no token: one is tried a minute.', waitMs);
}

/** The stored ciphertext of the refresh token, which tells it from a later one. */
async function sealedToken(id: string): Promise<string> {
  const { rows } = await pool.query('select refresh_token as sealed from sessions where id = $1', [
    id,
  ]);
  return z.array(z.object({ sealed: z.string().nullable() })).parse(rows)[0]?.sealed ?? '';
}

/** Runs `work` under an advisory lock of the shop's token; the lock ends with the connection at the latest. */
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
