import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { deployedAddress } from '../../../deploy/addresses';
import type { ProxyDeclaration } from '../webhooks/app-declaration';
import { signedQuery, type ProxyFacts } from './proxy-signature';

/** What the app answered, as the storefront may hand it on. */
export interface ProxiedAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Liquid that is drawn inside the theme; anything else goes on as it is */
  liquid: boolean;
}

/** Not the app's to see, and what belongs to one connection. */
const NOT_PASSED_ON = new Set([
  ...['authorization', 'connection', 'content-length', 'cookie', 'host', 'keep-alive'],
  ...['transfer-encoding', 'upgrade'],
]);
const KEPT_BACK = new Set([
  ...['connection', 'content-encoding', 'content-length', 'keep-alive', 'set-cookie'],
  'transfer-encoding',
]);

/** Where the app is asked, and under which path of the storefront. */
export interface ProxyTarget extends ProxyDeclaration {
  applicationUrl: string;
}

/** `/apps/omega` */
export function pathPrefix({ prefix, subpath }: ProxyDeclaration): string {
  return `/${prefix}/${subpath}`;
}

/**
 * Hands a storefront's request on to the app, as Shopify's app proxy does: signed, without cookies in
 * either direction; redirects are the browser's to follow.
 */
export async function proxied(
  request: IncomingMessage,
  target: ProxyTarget,
  facts: ProxyFacts,
): Promise<ProxiedAnswer> {
  const asked = new URL(request.url ?? '/', 'https://storefront.invalid');
  const rest = asked.pathname.slice(facts.pathPrefix.length);
  const address = new URL(`${deployedAddress(target.url, target.applicationUrl)}${rest}`);
  address.search = signedQuery(asked.searchParams, facts).toString();
  const method = request.method ?? 'GET';
  const headers = new Headers({ 'x-forwarded-host': facts.domain });
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string' && !NOT_PASSED_ON.has(name)) headers.set(name, value);
  headers.set('x-forwarded-for', request.socket.remoteAddress ?? '127.0.0.1');
  const body = method === 'GET' || method === 'HEAD' ? null : await buffer(request);
  const answer = await fetch(address, { method, headers, body, redirect: 'manual' });
  return {
    status: answer.status,
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !KEPT_BACK.has(name))),
    body: Buffer.from(await answer.arrayBuffer()),
    liquid: /^application\/liquid\b/.test(answer.headers.get('content-type') ?? ''),
  };
}
