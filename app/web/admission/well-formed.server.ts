import type { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '../../env.server';

/** Remix makes a request of these, and fails where it tries with others. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** No form of ours comes near it; a delivery of Shopify's may be larger, and its door counts for itself. */
const LARGEST_FORM = 100_000;
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** In bytes. The longest of ours brings a session token and the address to go back to: about 4 KB. */
const LONGEST_ADDRESS = 8_192;
const LONGEST_PATH = 1_024;
/** The longest path of ours has four; what matches and joins paths takes the square of their number. */
const MOST_SEGMENTS = 20;
/** The answers' page has the most, a dozen, and Shopify adds as many. */
const MOST_PARAMETERS = 100;
/** Two proxies and a browser send about 40. */
const MOST_HEADERS = 100;
/** In bytes. Lists of languages, encodings, ranges and tags are read at each request, and none of ours is so long. */
const LONGEST_HEADER = 2_048;
/** May be as long as Node lets all headers be together, 16 KB: they hold addresses and tokens, and no list that is read. */
const LONG_HEADERS = new Set(['authorization', 'cookie', 'referer']);

/** What a client is told, by status, where it can do something about it. */
const SENTENCES: Readonly<Record<number, string>> = {
  414: `The address is too long: at most ${LONGEST_ADDRESS} bytes, ${LONGEST_PATH} of them in its path, ${MOST_SEGMENTS} segments and ${MOST_PARAMETERS} parameters.`,
  503: 'There are too many requests at once: try again in a few seconds.',
  431: `Too many headers, or one is too long: at most ${MOST_HEADERS}, each of ${LONGEST_HEADER} bytes.`,
};

/** Answers a request with what `refusalOf` says, and ends its connection: its body is not read. */
export function refuse(response: ServerResponse, status: number): void {
  const sentence = SENTENCES[status];
  const type = sentence === undefined ? {} : { 'content-type': 'text/plain; charset=utf-8' };
  const later = status === 503 ? { 'retry-after': '2' } : {};
  response.writeHead(status, { connection: 'close', ...type, ...later });
  response.end(sentence && `${sentence}\n`);
}

/**
 * The status for what is no request that a page could answer: 400, 405, 411 and 413 for a body that
 * does not say its size or is too large, 414 and 431 for an address or headers that would take long to
 * read, or 403 for what another site sends; null for everything else.
 * Remix takes addresses and origins apart without asking whether they are any, and would say that it
 * broke; it reads a body to its end, whichever way its address is written. Node sees to it that no
 * body is larger than it says.
 * @param door one that reads no more than it wants to, and may let other sites in
 */
export function refusalOf(
  request: IncomingMessage,
  door: { open: boolean } | undefined,
): 400 | 403 | 405 | 411 | 413 | 414 | 431 | null {
  const { method = '', url = '/', headers } = request;
  if (!METHODS.has(method)) return 405;
  if (isLong(url)) return 414;
  if (hasLongHeaders(request)) return 431;
  if (!url.startsWith('/') || url.startsWith('//') || !isReadable(url)) return 400;
  if (door?.open !== true && !READING.has(method) && !isOwn(headers.origin)) return 403;
  if (door !== undefined) return null;
  if (headers['transfer-encoding'] !== undefined) return 411;
  return Number(headers['content-length'] ?? 0) > LARGEST_FORM ? 413 : null;
}

/** Remix takes a backslash, and each of the two in its escaped form, for what may divide a path. */
function isLong(url: string): boolean {
  if (url.length > LONGEST_ADDRESS) return true;
  const from = url.indexOf('?');
  const path = from < 0 ? url : url.slice(0, from);
  if (path.length > LONGEST_PATH) return true;
  // a separator stays one however often it is escaped: %2f, %252f, %25252f
  if ((path.match(/[/\\]|%(?:25)*(?:2f|5c)/gi)?.length ?? 0) > MOST_SEGMENTS) return true;
  return from >= 0 && (url.slice(from).match(/&/g)?.length ?? 0) >= MOST_PARAMETERS;
}

/**
 * Counts headers as they came: Node leaves repeated ones out. Measures what is read: the values of one name
 * that Node has put together.
 */
function hasLongHeaders({ rawHeaders, headers }: IncomingMessage): boolean {
  if (rawHeaders.length / 2 > MOST_HEADERS) return true;
  return Object.entries(headers).some(
    ([name, value]) => !LONG_HEADERS.has(name) && String(value).length > LONGEST_HEADER,
  );
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
