import { setTimeout as sleep } from 'node:timers/promises';
import { redirect } from '@remix-run/node';
import { InvalidShopError, ShopifyError, type Session } from '@shopify/shopify-api';
import { shopifyLibraries, shopifyLibrary } from './library.server';
import { secretOf, sessionTokenOf } from './secrets.server';
import { sessions } from './sessions.server';

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

/**
 * Authenticates by Shopify's library. Once an hour that needs Shopify itself, for a new access token;
 * while it is down a merchant who has been here before still reads the last numbers: the session
 * token that his browser brings proves who he is, and reading our own rows needs nothing of Shopify.
 * @param ask the library's way
 * @throws the library's response, for whoever is not let in or has to come back; 400 and 401 for what
 *   the library itself would break on
 */
export async function authenticateMerchant(
  request: Request,
  ask: (request: Request) => Promise<Omit<Merchant, 'shopifyIsDown'>>,
): Promise<Merchant> {
  if (!hasReadableHost(request) || !hasOwnShop(request)) throw new Response(null, { status: 400 });
  const asked = ask(request);
  try {
    const { session, redirect } = await Promise.race([asked, impatient()]);
    return { session, redirect, shopifyIsDown: false };
  } catch (thrown) {
    asked.catch(() => undefined);
    if (thrown instanceof InvalidShopError) throw new Response(null, { status: 401 });
    if (isRefusal(thrown)) throw new Response(null, { status: 400 });
    const down =
      thrown instanceof Impatient || (thrown instanceof Response && thrown.status === 500);
    const session = down && request.method === 'GET' ? await knownSession(request) : undefined;
    if (session === undefined) {
      if (thrown instanceof Impatient) return { ...(await asked), shopifyIsDown: false };
      throw thrown;
    }
    return { session, redirect, shopifyIsDown: true };
  }
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

/** The session that the shop of a valid session token left here; undefined where there is none. */
async function knownSession(request: Request): Promise<Session | undefined> {
  const token = sessionTokenOf(request);
  if (token === null) return undefined;
  const secret = secretOf(token);
  const library = shopifyLibraries.find(({ config }) => config.apiSecretKey === secret);
  try {
    const { dest } = await (library ?? shopifyLibrary).session.decodeSessionToken(token);
    const id = shopifyLibrary.session.getOfflineId(new URL(dest).hostname);
    return await sessions.loadSession(id);
  } catch {
    return undefined;
  }
}
