import { setTimeout as sleep } from 'node:timers/promises';
import { redirect } from '@remix-run/node';
import { InvalidShopError, ShopifyError, type Session } from '@shopify/shopify-api';
import { env } from '../../env.server';
import { shopifyLibrary } from '../protocol/library.server';
import { sessionTokenOf } from './secrets.server';
import { staffOf, type Staff } from './session-token';
import { sessions } from '../tokens/sessions.server';
import { alarmTokenOutage } from '../tokens/token-responses.server';

/** The merchant behind a request with a checked session token. */
export interface Merchant {
  session: Session;
  /** redirects to another page of the app, inside the admin's frame */
  redirect: (url: string) => Response;
  /** Shopify gave no new access token; the session is that of the old one */
  shopifyIsDown: boolean;
  /** number of the member of the staff at Shopify */
  member: string;
}

/** What Shopify's library says of a merchant. */
type Authenticated = Pick<Merchant, 'session' | 'redirect'>;

/** Milliseconds that a page waits for Shopify before it shows the last numbers. */
const PATIENCE_MS = 5_000;

/** Makes App Bridge get a fresh session token and send the request again, as the library's own refusal does. */
const ASK_AGAIN = { 'X-Shopify-Retry-Invalid-Session-Request': '1' };

/**
 * Authenticates a merchant with Shopify's library, after the session token was checked here (`staffOf`).
 * Once an hour the library asks Shopify for a new access token. While Shopify is down, a merchant with a stored
 * session still reads the last numbers: the session token proves the merchant, and our own rows need nothing of
 * Shopify.
 * @param ask the library's authentication, for the secret that signed the token; null: no token
 * @throws Response: the library's own, for a browser that is refused or has to come back; 401 for a token
 *   that is not a merchant's; 400 and 401 for input on which the library itself would fail
 */
export async function authenticateMerchant(
  request: Request,
  ask: (request: Request, secret: string | null) => Promise<Authenticated>,
): Promise<Merchant> {
  const staff = staffIn(request);
  if (!hasReadableHost(request) || !hasOwnShop(request)) throw new Response(null, { status: 400 });
  const member = staff?.member ?? '';
  const asked = ask(staff === null ? withoutToken(request) : request, staff?.secret ?? null);
  try {
    const { session, redirect } = await Promise.race([asked, timeOut()]);
    return { session, redirect, shopifyIsDown: false, member };
  } catch (thrown) {
    asked.catch(() => undefined);
    if (thrown instanceof InvalidShopError) throw new Response(null, { status: 401 });
    if (isRefusal(thrown)) throw new Response(null, { status: 400 });
    const down =
      thrown instanceof TimedOut || (thrown instanceof Response && thrown.status === 500);
    if (down) alarmTokenOutage('exchange');
    const session = down && request.method === 'GET' ? await knownSession(staff) : undefined;
    if (session === undefined) {
      if (thrown instanceof TimedOut) return { ...(await asked), shopifyIsDown: false, member };
      throw thrown;
    }
    return { session, redirect, shopifyIsDown: true, member };
  }
}

/**
 * Authenticates the browser of a merchant that opens a file. A link has no header: the session token is in its address. The
 * file comes from our own rows, so that Shopify is not asked.
 * @throws Response 401
 */
export async function authenticateFile(request: Request): Promise<Staff> {
  const staff = await Promise.resolve(
    staffOf(sessionTokenOf(request) ?? '', env().SHOPIFY_API_KEY, Date.now() / 1_000),
  );
  if (typeof staff === 'string') throw new Response(null, { status: 401 });
  return staff;
}

/**
 * The staff behind the request's session token; null for a document without one, or with an unusable one
 * in its address: the library sends such a browser for a fresh token.
 * @throws Response 401
 */
function staffIn(request: Request): Staff | null {
  const token = sessionTokenOf(request);
  if (token === null) return null;
  const staff = staffOf(token, env().SHOPIFY_API_KEY, Date.now() / 1_000);
  if (typeof staff !== 'string') return staff;
  const inHeader = request.headers.get('authorization');
  if (inHeader) throw new Response(null, { status: 401, headers: ASK_AGAIN });
  if (staff === 'foreign') throw new Response(null, { status: 401 });
  return null;
}

/** Removes a session token that was not accepted here, so that the library does not see it. */
function withoutToken(request: Request): Request {
  const address = new URL(request.url);
  if (!address.searchParams.has('id_token')) return request;
  address.searchParams.delete('id_token');
  return new Request(address, { method: request.method, headers: request.headers });
}

/** Whether the `host` of Shopify's admin can be decoded; the library does not check. */
function hasReadableHost(request: Request): boolean {
  const host = new URL(request.url).searchParams.get('host');
  if (host === null) return true;
  try {
    return URL.canParse(`https://${atob(host)}`);
  } catch {
    return false;
  }
}

/** Whether `shop` may be named as framing the library's own pages; the library writes it unchecked. */
function hasOwnShop(request: Request): boolean {
  const { pathname, searchParams } = new URL(request.url);
  const shop = searchParams.get('shop');
  if (shop === null || !pathname.startsWith('/auth/')) return true;
  return shopifyLibrary.utils.sanitizeShop(shop) !== null;
}

/** Whether the library's error is the plain one, for an address that it does not redirect to; others are subclasses. */
function isRefusal(thrown: unknown): boolean {
  return thrown instanceof ShopifyError && thrown.constructor === ShopifyError;
}

class TimedOut extends Error {}

async function timeOut(): Promise<never> {
  await sleep(PATIENCE_MS, undefined, { ref: false });
  throw new TimedOut();
}

/** The stored session of the token's shop; undefined where there is none. */
async function knownSession(staff: Staff | null): Promise<Session | undefined> {
  if (staff === null) return undefined;
  const id = shopifyLibrary.session.getOfflineId(staff.shop);
  return await sessions.loadSession(id).catch(() => undefined);
}
