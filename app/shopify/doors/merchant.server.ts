import { setTimeout as sleep } from 'node:timers/promises';
import { redirect } from '@remix-run/node';
import { InvalidShopError, ShopifyError, type Session } from '@shopify/shopify-api';
import { env } from '../../env.server';
import { shopifyLibrary } from '../protocol/library.server';
import { sessionTokenOf } from './secrets.server';
import { staffOf, type Staff } from './session-token';
import { sessions } from '../tokens/sessions.server';
import { alarm } from '../tokens/token-answers.server';

/** The merchant behind a request whose session token was checked. */
export interface Merchant {
  session: Session;
  /** leads to another page of the app, inside the admin's frame */
  redirect: (url: string) => Response;
  /** Shopify could not be asked for a new access token; the old one's session stands in */
  shopifyIsDown: boolean;
}

/** How long a page waits for Shopify before it shows what is known. */
const PATIENCE_MS = 5_000;

/** App Bridge gets a fresh session token and asks once more, as after the library's own refusal. */
const ASK_AGAIN = { 'X-Shopify-Retry-Invalid-Session-Request': '1' };

/**
 * Authenticates by Shopify's library, once the session token was checked here (`staffOf`). Once an
 * hour the library needs Shopify itself, for a new access token; while Shopify is down a merchant who
 * has been here before still reads the last numbers: the session token proves who they are, and
 * reading our own rows needs nothing of Shopify.
 * @param ask the library's way, by the secret that signed the token; null: there is no token
 * @throws the library's response, for a browser that is not let in or has to come back; 401 for a
 *   token that is not a merchant's, 400 and 401 for what the library itself would break on
 */
export async function authenticateMerchant(
  request: Request,
  ask: (request: Request, secret: string | null) => Promise<Omit<Merchant, 'shopifyIsDown'>>,
): Promise<Merchant> {
  const staff = staffIn(request);
  if (!hasReadableHost(request) || !hasOwnShop(request)) throw new Response(null, { status: 400 });
  const asked = ask(staff === null ? withoutToken(request) : request, staff?.secret ?? null);
  try {
    const { session, redirect } = await Promise.race([asked, impatient()]);
    return { session, redirect, shopifyIsDown: false };
  } catch (thrown) {
    asked.catch(() => undefined);
    if (thrown instanceof InvalidShopError) throw new Response(null, { status: 401 });
    if (isRefusal(thrown)) throw new Response(null, { status: 400 });
    const down =
      thrown instanceof Impatient || (thrown instanceof Response && thrown.status === 500);
    if (down) alarm('exchange');
    const session = down && request.method === 'GET' ? await knownSession(staff) : undefined;
    if (session === undefined) {
      if (thrown instanceof Impatient) return { ...(await asked), shopifyIsDown: false };
      throw thrown;
    }
    return { session, redirect, shopifyIsDown: true };
  }
}

/**
 * The staff behind the request's session token; null for a document that brings none, or one of no
 * more use in its address: the library sends it to get a fresh one.
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

/** The library never sees a session token that was not taken here. */
function withoutToken(request: Request): Request {
  const address = new URL(request.url);
  if (!address.searchParams.has('id_token')) return request;
  address.searchParams.delete('id_token');
  return new Request(address, { method: request.method, headers: request.headers });
}

/** Whether the `host` that Shopify's admin names can be taken apart: the library does not ask. */
function hasReadableHost(request: Request): boolean {
  const host = new URL(request.url).searchParams.get('host');
  if (host === null) return true;
  try {
    return URL.canParse(`https://${atob(host)}`);
  } catch {
    return false;
  }
}

/** Whether the library's own pages may say in a header that this shop frames them: they write it unseen. */
function hasOwnShop(request: Request): boolean {
  const { pathname, searchParams } = new URL(request.url);
  const shop = searchParams.get('shop');
  if (shop === null || !pathname.startsWith('/auth/')) return true;
  return shopifyLibrary.utils.sanitizeShop(shop) !== null;
}

/** The library's plain error says that it does not lead to an address; all others have a name. */
function isRefusal(thrown: unknown): boolean {
  return thrown instanceof ShopifyError && thrown.constructor === ShopifyError;
}

class Impatient extends Error {}

async function impatient(): Promise<never> {
  await sleep(PATIENCE_MS, undefined, { ref: false });
  throw new Impatient();
}

/** The session that the token's shop left here; undefined where there is none. */
async function knownSession(staff: Staff | null): Promise<Session | undefined> {
  if (staff === null) return undefined;
  const id = shopifyLibrary.session.getOfflineId(staff.shop);
  return await sessions.loadSession(id).catch(() => undefined);
}
