import { env } from '../../env.server';
import { isProxySigned } from './proxy-signature';
import { acceptedSecrets, sessionTokenOf } from './secrets.server';
import { buyerOf, type Buyer } from './session-token';

/** How long an address that Shopify's proxy signed may be used: as Shopify's own library has it. */
const PROXY_SECONDS = 90;
const SHOP = /^[a-z\d][a-z\d-]{0,100}\.myshopify\.com$/;
/** HMAC-SHA256. Other writings of the same bytes would count as other signatures. */
const SIGNATURE = /^[\da-f]{64}$/i;
const PATH = /^\/[\w-]+\/[\w-]+$/;
/** Shopify writes each of these once; who writes one himself has it beside Shopify's. */
const SIGNED = ['shop', 'path_prefix', 'timestamp', 'logged_in_customer_id', 'signature'];

/** Whom the app proxy speaks for. */
export interface Visitor {
  shop: string;
  /** numeric id of the customer who is logged in to the shop */
  customer: string | null;
  /** where on the shop's own address the app is reached, as `/apps/omega` */
  pathPrefix: string;
  /** of the address, which Shopify signs anew for each request, by the second */
  signature: string;
}

/**
 * The buyer behind a request of one of our extensions.
 * @throws Response 401, which the extension can read
 */
export async function authenticateCheckout(request: Request): Promise<Buyer> {
  const buyer = buyerOf(sessionTokenOf(request) ?? '', env().SHOPIFY_API_KEY, Date.now() / 1_000);
  if (buyer === null) throw unauthorized('The session token is missing, wrong or over.');
  return buyer;
}

/**
 * The visitor of a shop's own pages behind a request that Shopify's app proxy passes on. Nothing is
 * asked of a session: the signature says it all, also while the shop's token cannot be renewed.
 * @throws Response 401
 */
export async function authenticateProxy(request: Request): Promise<Visitor> {
  const query = new URL(request.url).searchParams;
  const shop = query.get('shop') ?? '';
  const age = Date.now() / 1_000 - Number(query.get('timestamp') ?? NaN);
  const whole =
    SIGNED.every((key) => query.getAll(key).length <= 1) &&
    Math.abs(age) <= PROXY_SECONDS &&
    SHOP.test(shop) &&
    SIGNATURE.test(query.get('signature') ?? '');
  if (!whole || !isProxySigned(query, acceptedSecrets()))
    throw unauthorized('The signature is missing, wrong or over.');
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
