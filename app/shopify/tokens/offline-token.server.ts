import type { Session } from '@shopify/shopify-api';
import { z } from 'zod';
import { pool } from '../../store/db.server';
import { atMost } from '../protocol/at-most';
import { NoToken, TokenOutage } from '../protocol/errors';
import { shopifyLibrary } from '../protocol/library.server';
import { sessions } from './sessions.server';
import { renewToken } from './token-address.server';
import {
  mayAsk,
  noteOutage,
  noteRefusal,
  tokensWork,
  waitForTokens,
  type StoredToken,
} from './token-answers.server';

/** A token that dies sooner than this is renewed first: a call may take a while to leave. */
const RENEW_BEFORE_MS = 5 * 60 * 1000;

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
 * @throws NoToken when there is no session or Shopify refuses to renew it, TokenOutage when no token can
 *   be had for another reason
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
    // before the session: one that is stored between the two must not be taken for the one that is tried
    const sealed = await sealedToken(shopifyLibrary.session.getOfflineId(domain));
    const session = await load(domain);
    // Somebody else may have renewed it while we waited.
    if (usable(session, refused)) return session.accessToken;
    if (session?.refreshToken === undefined) throw new NoToken(`${domain} has no session.`);
    return await renewedBy({ id: session.id, domain, sealed }, session.refreshToken);
  });
}

async function renewedBy(stored: StoredToken, refreshToken: string): Promise<string> {
  const { domain } = stored;
  const may = await mayAsk();
  if (may === 'wait') throw await mostShopsRefused(domain);
  const reply = await renewToken(domain, refreshToken);
  if ('session' in reply) {
    await sessions.storeSession(reply.session);
    if (may === 'probe') await tokensWork();
    return reply.session.accessToken ?? '';
  }
  if ('outage' in reply) {
    const waitMs = await noteOutage(domain, reply.outage);
    throw new TokenOutage(`The token of ${domain} could not be renewed (${reply.outage}).`, waitMs);
  }
  const noted = await noteRefusal(stored, reply.refused);
  if (noted === 'most_shops') throw await mostShopsRefused(domain);
  // the merchant may have opened the app meanwhile
  const session = noted === 'replaced' ? await load(domain) : undefined;
  if (usable(session, undefined)) return session.accessToken;
  throw new NoToken(`${domain} has a refresh token that Shopify refuses (${reply.refused}).`);
}

async function mostShopsRefused(domain: string): Promise<TokenOutage> {
  const waitMs = await waitForTokens(domain);
  return new TokenOutage('Shopify gives most shops no token: one is tried a minute.', waitMs);
}

/** The refresh token as it is stored, by which another one is told from it. */
async function sealedToken(id: string): Promise<string> {
  const { rows } = await pool.query('select refresh_token as sealed from sessions where id = $1', [
    id,
  ]);
  return z.array(z.object({ sealed: z.string().nullable() })).parse(rows)[0]?.sealed ?? '';
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
