import { env } from '../../env.server';
import { isProxySigned } from './proxy-signature';
import { acceptedSecrets, sessionTokenOf } from './secrets.server';
import { buyerOf, SHOP_DOMAIN, type Buyer } from './session-token';

/** Seconds for which an address that Shopify's proxy signed is valid, as in Shopify's own library. */
const PROXY_SECONDS = 90;
/** Hex of HMAC-SHA256. Another spelling of the same bytes would count as another signature. */
const SIGNATURE = /^[\da-f]{64}$/i;
const PATH = /^\/[\w-]+\/[\w-]+$/;
/** Shopify writes each of these once; a second one was added by the sender. */
const SIGNED = ['shop', 'path_prefix', 'timestamp', 'logged_in_customer_id', 'signature'];

/** The sender of a request through the app proxy. */
export interface Visitor {
  shop: string;
  /** numeric id of the customer who is logged in to the shop; null: none */
  customer: string | null;
  /** the app's path on the shop's own domain, `/apps/omega` */
  pathPrefix: string;
  /** hex; Shopify signs each request anew, by the second */
  signature: string;
}

/**
 * Authenticates the buyer who sends a request from one of our extensions.
 * @throws Response 401, which the extension can read
 */
export async function authenticateCheckout(request: Request): Promise<Buyer> {
  const buyer = buyerOf(sessionTokenOf(request) ?? '', env().SHOPIFY_API_KEY, Date.now() / 1_000);
  if (buyer === null) throw unauthorized('The session token is missing, wrong or expired.');
  return buyer;
}

/**
 * Authenticates the visitor of a shop's own pages, whose request Shopify's app proxy passes on. The
 * signature alone decides, so it works while the shop's token cannot be renewed.
 * @throws Response 401
 */
export async function authenticateProxy(request: Request): Promise<Visitor> {
  const query = new URL(request.url).searchParams;
  const shop = query.get('shop') ?? '';
  const age = Date.now() / 1_000 - Number(query.get('timestamp') ?? NaN);
  const whole =
    SIGNED.every((key) => query.getAll(key).length <= 1) &&
    Math.abs(age) <= PROXY_SECONDS &&
    SHOP_DOMAIN.test(shop) &&
    SIGNATURE.test(query.get('signature') ?? '');
  if (!whole || !isProxySigned(query, acceptedSecrets()))
    throw unauthorized('The signature is missing, wrong or expired.');
  const customer = query.get('logged_in_customer_id') ?? '';
  const pathPrefix = query.get('path_prefix') ?? '';
  return {
    shop,
    customer: /^\d{1,19}$/.test(customer) ? customer : null,
    pathPrefix: PATH.test(pathPrefix) ? pathPrefix : '/apps/omega',
    signature: (query.get('signature') ?? '').toLowerCase(),
  };
}

function unauthorized(message: string): Response {
  const headers = { 'Access-Control-Allow-Origin': '*' };
  return Response.json({ error: 'unauthorized', message }, { status: 401, headers });
}
