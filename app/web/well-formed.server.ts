import type { IncomingMessage } from 'node:http';
import { env } from '../env.server';

/** Remix makes a request of these, and fails where it tries with others. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** No form of ours comes near it; a delivery of Shopify's may be larger, and its door counts for itself. */
const LARGEST_FORM = 100_000;
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The status for what is no request that a page could answer: 400, 405, 411 and 413 for a body that
 * does not say its size or is too large, or 403 for what another site sends; null for everything else.
 * Remix takes addresses and origins apart without asking whether they are any, and would say that it
 * broke; it reads a body to its end, whichever way its address is written. Node sees to it that no
 * body is larger than it says.
 * @param door one that reads no more than it wants to, and may let other sites in
 */
export function refusalOf(
  request: IncomingMessage,
  door: { open: boolean } | undefined,
): 400 | 403 | 405 | 411 | 413 | null {
  const { method = '', url = '/', headers } = request;
  if (!METHODS.has(method)) return 405;
  if (!url.startsWith('/') || url.startsWith('//') || !isReadable(url)) return 400;
  if (door?.open !== true && !READING.has(method) && !isOwn(headers.origin)) return 403;
  if (door !== undefined) return null;
  if (headers['transfer-encoding'] !== undefined) return 411;
  return Number(headers['content-length'] ?? 0) > LARGEST_FORM ? 413 : null;
}

/** What a browser says of where a form stands (`null`: it keeps that secret); other programs say nothing. */
function isOwn(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === new URL(env().SHOPIFY_APP_URL).host;
}

function isReadable(url: string): boolean {
  if (!URL.canParse(url, env().SHOPIFY_APP_URL)) return false;
  try {
    return !decodeURIComponent(url.split('?')[0] ?? '').includes('\0');
  } catch {
    return false;
  }
}

/**
 * The app lives at one address, and whoever asks has asked there: what a request says of its host and
 * its protocol is a client's word, and neither an address nor a check of origins is made of it.
 */
export function atOwnAddress({ headers }: IncomingMessage): void {
  const { host, protocol } = new URL(env().SHOPIFY_APP_URL);
  headers.host = host;
  headers['x-forwarded-host'] = host;
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
}
