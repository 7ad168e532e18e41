import { createHmac, randomUUID } from 'node:crypto';
import type { ActionFunctionArgs } from '@remix-run/node';
import { API_KEY, API_SECRET } from '../../sandbox/oauth/app-identity';
import { DOMAIN } from '../../survey/domain';

const APP = 'https://omega.example';

interface TokenSays {
  dest?: string;
  aud?: string;
  sub?: string;
  jti?: string;
  iss?: string;
  /** seconds from now */
  exp?: number;
  nbf?: number;
}

interface Minted {
  says?: TokenSays;
  secret?: string;
  alg?: string;
}

/** A session token as Shopify's checkout signs it: the bare domain, five minutes. */
export function sessionToken({
  says = {},
  secret = API_SECRET,
  alg = 'HS256',
}: Minted = {}): string {
  const { exp = 300, nbf = 0, ...rest } = says;
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    ...{ dest: DOMAIN, aud: API_KEY, jti: randomUUID(), iat: now, ...rest },
    ...{ exp: now + exp, nbf: now + nbf },
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg, typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** A request of an extension of the thank-you page. */
export function fromCheckout(
  body: unknown,
  { token = sessionToken(), method = 'POST' }: { token?: string | null; method?: string } = {},
): Request {
  const headers = new Headers({ 'content-type': 'application/json', origin: 'null' });
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(`${APP}/checkout/survey`, {
    ...{ method, headers },
    ...(method === 'POST' && { body: text }),
  });
}

interface Signing {
  customer?: string;
  secret?: string;
  shop?: string;
  /** seconds since the signature */
  age?: number;
}

/** The parameters that Shopify's app proxy adds to a query and signs. */
export function proxied(
  own: readonly (readonly [string, string])[],
  { customer = '', secret = API_SECRET, shop = DOMAIN, age = 0 }: Signing = {},
): URLSearchParams {
  const query = new URLSearchParams([
    ...own.map(([key, value]): [string, string] => [key, value]),
    ['shop', shop],
    ['logged_in_customer_id', customer],
    ['path_prefix', '/apps/omega'],
    ['timestamp', String(Math.floor(Date.now() / 1_000) - age)],
  ]);
  const texts = [...new Set(query.keys())].map((key) => `${key}=${query.getAll(key).join(',')}`);
  const signed = texts.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  query.set('signature', createHmac('sha256', secret).update(signed.join('')).digest('hex'));
  return query;
}

/** A request of a shop's own page, through the app proxy. */
export function fromStorefront(
  body: unknown,
  signing: Signing & { query?: URLSearchParams; headers?: Record<string, string> } = {},
): Request {
  const { query = proxied([], signing), headers } = signing;
  const form = body instanceof URLSearchParams;
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Request(`${APP}/proxy/survey?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body: form || typeof body === 'string' ? String(body) : JSON.stringify(body),
  });
}

/** A page of the proxy, opened by a browser. */
export function page(query: URLSearchParams, headers: Record<string, string> = {}): Request {
  return new Request(`${APP}/proxy/survey?${query.toString()}`, { headers });
}

type Route = (args: ActionFunctionArgs) => Promise<Response>;

/** The route's response, returned or thrown. */
export async function answerOf(route: Route, request: Request): Promise<Response> {
  try {
    return await route({ request, params: {}, context: {} });
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
