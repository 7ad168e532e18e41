import { API_KEY, API_SECRET } from '../sandbox/oauth/app-identity';
import { signIdToken } from '../sandbox/oauth/id-token';
import type { Random } from '../sandbox/worlds/distributions';
import type { Door } from '../support/doors/doors';
import type { Input } from './input';
import { nastyBytes, nastyJsonText, nastyText } from './strings';

/** The names, words and shops that the generator draws from. */
export interface Grounds {
  doors: Door[];
  /** names of fields and parameters */
  names: string[];
  /** likely field values */
  words: string[];
  /** installed shops; the last one is expendable, and its merchant never signs in */
  shops: [string, string, string];
  topics: { topic: string; uri: string }[];
}

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';
const METHODS = ['GET', 'GET', 'GET', 'POST', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const ODD_METHODS = [
  'TRACE',
  'PROPFIND',
  'get',
  'PURGE',
  'MKCOL',
  'M-SEARCH',
  'FOO',
  'CONNECT',
  '',
];
const ODD_HEADERS = [
  ...['accept', 'accept-language', 'accept-encoding', 'cookie', 'origin', 'referer', 'range'],
  ...['if-none-match', 'if-modified-since', 'x-forwarded-for', 'x-forwarded-proto', 'expect'],
  ...['x-forwarded-host', 'content-encoding', 'x-http-method-override', 'sec-fetch-dest', 'te'],
  ...['x-remix-request', 'x-shopify-bounce', 'upgrade', 'forwarded', 'x-original-url', 'via'],
];
const TYPES = [
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded;charset=utf-16',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/json',
  'application/json; charset=nonsense',
  'text/plain',
  'application/octet-stream',
  'x',
];

/** A request like a page's, like a form's, or like neither, to any door from any sender. */
export function pageRequest(random: Random, { doors, names, words, shops }: Grounds): Input {
  const door = random.pick(doors);
  const value = (): string => (random.chance(0.3) ? random.pick(words) : nastyText(random, 400));
  const method = random.chance(0.04) ? random.pick(ODD_METHODS) : random.pick(METHODS);
  const headers: Input['headers'] = [['user-agent', agent(random)]];
  const { token, signedIn } = session(random, shops);
  const query = new URLSearchParams();
  if (random.chance(0.3))
    query.set('_data', random.chance(0.9) ? random.pick(door.routes) : value());
  if (random.chance(0.4)) query.set('shop', random.chance(0.6) ? random.pick(shops) : value());
  if (random.chance(0.3))
    query.set('host', random.chance(0.6) ? hostOf(random.pick(shops)) : value());
  if (random.chance(0.2)) query.set('embedded', '1');
  for (let more = random.whole(0, 3); more > 0; more -= 1)
    query.append(random.chance(0.8) ? random.pick(names) : nastyText(random, 60), value());
  if (token !== null && random.chance(0.3)) query.set('id_token', token);
  else if (token !== null) headers.push(['authorization', `Bearer ${token}`]);
  for (let more = random.whole(0, 2); more > 0; more -= 1)
    headers.push([random.pick(ODD_HEADERS), headerValue(nastyText(random, 500))]);
  const body = method === 'GET' || method === 'HEAD' ? null : formBody(random, names, value);
  if (body?.type) headers.push(['content-type', body.type]);
  return {
    about: door.path,
    method,
    target: target(random, door.path, query),
    headers,
    body: body?.bytes ?? Buffer.alloc(0),
    missing: body && random.chance(0.05) ? random.whole(0, body.bytes.length) : 0,
    signedIn,
  };
}

/** Without line ends: a header value with one would become two headers. */
export const headerValue = (text: string): string => text.replace(/[\r\n\0]/g, ' ');

function target(random: Random, path: string, query: URLSearchParams): string {
  const filled = path.replace(/[:*]\w*/g, () =>
    random.chance(0.5)
      ? random.pick(['live', 'ready', 'x'])
      : encode(random, nastyText(random, 300)),
  );
  const draw = random.next();
  const bent =
    draw < 0.86
      ? filled
      : draw < 0.9
        ? `${filled}/${encode(random, nastyText(random, 2_000))}`
        : draw < 0.93
          ? encode(random, nastyText(random, 4_000))
          : draw < 0.95
            ? `//${filled}`
            : draw < 0.97
              ? `http://${random.pick(['evil.example', '127.0.0.1', '[', '%'])}${filled}`
              : `${filled}/..;/../${filled}`;
  const text = query.size === 0 ? '' : `?${String(query)}`;
  const long = random.chance(0.01) ? `&x=${'y'.repeat(random.whole(1_000, 14_000))}` : '';
  return `${bent === '' ? '/' : bent}${text}${text === '' && long !== '' ? '?' : ''}${long}`;
}

/**
 * Escapes the text as a client does, or sends it raw without blanks and line ends, which would end the
 * request target.
 */
function encode(random: Random, text: string): string {
  if (random.chance(0.3)) return text.replace(/[\s\0]/g, '');
  return encodeURIComponent(text.toWellFormed());
}

function agent(random: Random): string {
  if (random.chance(0.9)) return BROWSER;
  return headerValue(random.pick(['curl/8.0', 'Googlebot/2.1', '', nastyText(random, 300)]));
}

const hostOf = (domain: string): string =>
  Buffer.from(`admin.shopify.com/store/${domain.replace(/\..*/, '')}`).toString('base64url');

/** The sender: a shop's merchant, one with an invalid session, or none. */
function session(
  random: Random,
  shops: readonly string[],
): { token: string | null; signedIn: string | null } {
  const draw = random.next();
  if (draw < 0.3) return { token: null, signedIn: null };
  const domain = random.pick(shops.slice(0, 2));
  const sign = (seconds: number, secret = API_SECRET, apiKey = API_KEY, of = domain): string =>
    signIdToken({ domain: of, userId: 1, apiKey, apiSecret: secret, expiresInSeconds: seconds });
  if (draw < 0.75) return { token: sign(60), signedIn: domain };
  const [header = '', payload = '', signature = ''] = sign(60).split('.');
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const token = random.pick([
    () => sign(-3_600),
    () => sign(60, 'another-secret'),
    () => sign(60, API_SECRET, 'another-app'),
    () => sign(60, API_SECRET, API_KEY, random.pick(['evil.example', 'a.b.myshopify.com'])),
    () => `${none}.${payload}.`,
    () => `${header}.${payload}.${signature.slice(1)}`,
    () =>
      `${header}.${Buffer.from(nastyJsonText(random).slice(0, 2_000)).toString('base64url')}.${signature}`,
    () => headerValue(nastyText(random, 3_000)),
  ])();
  return { token, signedIn: null };
}

function formBody(
  random: Random,
  names: string[],
  value: () => string,
): { bytes: Buffer; type: string | null } {
  const type = random.chance(0.1) ? null : random.pick(TYPES);
  const draw = random.next();
  if (draw < 0.5) {
    const form = new URLSearchParams();
    for (let more = random.whole(0, 4); more > 0; more -= 1)
      form.append(random.pick(names), value());
    const plain = random.chance(0.7) ? 'application/x-www-form-urlencoded' : type;
    return { bytes: Buffer.from(String(form)), type: plain };
  }
  if (draw < 0.7) return { bytes: Buffer.from(multipart(random, names, value)), type };
  if (draw < 0.85) return { bytes: Buffer.from(nastyJsonText(random)), type };
  if (draw < 0.99) return { bytes: nastyBytes(random, 2_000), type };
  return { bytes: Buffer.alloc(random.whole(100_000, 3_000_000), 'a=b&'), type };
}

function multipart(random: Random, names: string[], value: () => string): string {
  const part = (): string =>
    `--x\r\nContent-Disposition: form-data; name="${random.pick(names)}"${random.chance(0.3) ? '; filename="../../x"' : ''}\r\n\r\n${value()}\r\n`;
  const end = random.chance(0.7) ? '--x--\r\n' : '';
  return `${part()}${part()}${end}`;
}
