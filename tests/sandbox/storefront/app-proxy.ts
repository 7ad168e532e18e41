import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { deployedAddress } from '../../../deploy/addresses';
import type { ProxyDeclaration } from '../webhooks/app-declaration';
import { signedQuery, type ProxyFacts } from './proxy-signature';

/** The app's reply, as the storefront may forward it. */
export interface ProxiedAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Liquid is rendered inside the theme; other types are forwarded unchanged */
  liquid: boolean;
}

/** Headers that the app must not see, and those of a single connection. */
const NOT_PASSED_ON = new Set([
  ...['authorization', 'connection', 'content-length', 'cookie', 'host', 'keep-alive'],
  ...['transfer-encoding', 'upgrade'],
]);
const KEPT_BACK = new Set([
  ...['connection', 'content-encoding', 'content-length', 'keep-alive', 'set-cookie'],
  'transfer-encoding',
]);

/** The app's address, and its path in the storefront. */
export interface ProxyTarget extends ProxyDeclaration {
  applicationUrl: string;
}

/** `/apps/omega` */
export function pathPrefix({ prefix, subpath }: ProxyDeclaration): string {
  return `/${prefix}/${subpath}`;
}

/**
 * Forwards a storefront's request to the app, as Shopify's app proxy does: signed, without cookies in either
 * direction, and without following redirects.
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
