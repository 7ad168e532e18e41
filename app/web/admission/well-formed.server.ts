import type { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '../../env.server';

/** Remix throws on other methods. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** In bytes, far above most of the app's forms. Own doors have limits of their own. */
const LARGEST_FORM = 100_000;
/**
 * Larger forms, by their address as the app writes it: a file of 2 MB, whose line ends a browser may double when it sends
 * its text again; a grid of 24,000 cells; the costs of 20 products with 20 variants each; 600 sources with their channels,
 * whose Japanese letters take nine bytes each.
 */
const LARGER_FORMS: Readonly<Record<string, number>> = {
  '/app/settings/unit-costs': 400_000,
  '/app/settings/unit-costs/import': 2_400_000,
  '/app/settings/advertising': 2_400_000,
  '/app/settings/advertising/channels': 400_000,
  '/app/settings/advertising/import': 2_400_000,
};
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** In bytes. The app's longest carries a session token and a return address: about 4 KB. */
const LONGEST_ADDRESS = 8_192;
const LONGEST_PATH = 1_024;
/** The app's longest path has four; matching and joining paths takes the square of their number. */
const MOST_SEGMENTS = 20;
/** The page of answers has a dozen, the most, and Shopify adds as many. */
const MOST_PARAMETERS = 100;
/** Two proxies and a browser send about 40. */
const MOST_HEADERS = 100;
/** In bytes. Every request parses lists of languages, encodings, ranges and tags, which are shorter. */
const LONGEST_HEADER = 2_048;
/** Only Node's limit of 16 KB for all headers applies: they hold addresses and tokens, and no parsed list. */
const LONG_HEADERS = new Set(['authorization', 'cookie', 'referer']);

/** Bodies of refusals that a client can react to, by status. */
const SENTENCES: Readonly<Record<number, string>> = {
  414: `The address is too long: at most ${LONGEST_ADDRESS} bytes, ${LONGEST_PATH} of them in its path, ${MOST_SEGMENTS} segments and ${MOST_PARAMETERS} parameters.`,
  503: 'There are too many requests at once: try again in a few seconds.',
  431: `Too many headers, or one is too long: at most ${MOST_HEADERS}, each of ${LONGEST_HEADER} bytes.`,
};

/** Refuses a request with a status, and closes its connection, since its body is not read. */
export function refuse(response: ServerResponse, status: number): void {
  const sentence = SENTENCES[status];
  const type = sentence === undefined ? {} : { 'content-type': 'text/plain; charset=utf-8' };
  const later = status === 503 ? { 'retry-after': '2' } : {};
  response.writeHead(status, { connection: 'close', ...type, ...later });
  response.end(sentence && `${sentence}\n`);
}

/**
 * The status that refuses a malformed request: 400 or 405; 411 or 413 for a body without a length or too
 * large; 414 or 431 for an address or headers that are slow to parse; 403 for a request of another site;
 * null for a good one. Remix parses addresses and origins without a check and would fail with 500, and it
 * reads every body to its end. Node ensures that a body is no larger than its Content-Length.
 * @param door an own door, which limits its body itself and may be open to other sites
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
  if (door?.open !== true && !READING.has(method) && !isOwnOrigin(headers.origin)) return 403;
  if (door !== undefined) return null;
  if (headers['transfer-encoding'] !== undefined) return 411;
  return Number(headers['content-length'] ?? 0) > (largerForm(url) ?? LARGEST_FORM) ? 413 : null;
}

/** How large a form of an address may be where that is more than others; null: it is not. */
export function largerForm(url: string): number | null {
  const path = url.split('?', 1)[0] ?? '';
  return Object.hasOwn(LARGER_FORMS, path) ? (LARGER_FORMS[path] ?? null) : null;
}

/** Remix splits paths at slashes and backslashes, escaped ones too. */
function isLong(url: string): boolean {
  if (url.length > LONGEST_ADDRESS) return true;
  const from = url.indexOf('?');
  const path = from < 0 ? url : url.slice(0, from);
  if (path.length > LONGEST_PATH) return true;
  // also escaped repeatedly: %2f, %252f, %25252f
  if ((path.match(/[/\\]|%(?:25)*(?:2f|5c)/gi)?.length ?? 0) > MOST_SEGMENTS) return true;
  return from >= 0 && (url.slice(from).match(/&/g)?.length ?? 0) >= MOST_PARAMETERS;
}

/**
 * Counts raw headers, since Node drops repeated ones; limits the length of the values that Node has joined
 * under one name.
 */
function hasLongHeaders({ rawHeaders, headers }: IncomingMessage): boolean {
  if (rawHeaders.length / 2 > MOST_HEADERS) return true;
  return Object.entries(headers).some(
    ([name, value]) => !LONG_HEADERS.has(name) && String(value).length > LONGEST_HEADER,
  );
}

/** Checks a browser's Origin header (`null` where the browser hides it); other programs send none. */
function isOwnOrigin(origin: string | undefined): boolean {
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
 * Overwrites host and protocol of a request with those of SHOPIFY_APP_URL: a client could forge them, and
 * addresses and origin checks are derived from them.
 */
export function setOwnAddress({ headers }: IncomingMessage): void {
  const { host, protocol } = new URL(env().SHOPIFY_APP_URL);
  headers.host = host;
  headers['x-forwarded-host'] = host;
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
}
