import { randomBytes } from 'node:crypto';
import { API_KEY } from '../../sandbox/oauth/app-identity';

/** A request without valid credentials, and what is odd about it. */
export interface Costly {
  what: string;
  bytes: Buffer;
}

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';
const SHOP = 'nobody.myshopify.com';
const HOST = Buffer.from('admin.shopify.com/store/nobody').toString('base64url');

function get(target: string, headers: readonly string[] = [], method = 'GET'): Buffer {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...['Host: omega.example', 'Connection: close', `User-Agent: ${BROWSER}`],
    ...headers,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
}

export const PLAIN = get('/nowhere');

/** The app's limit, and Node's: 16 KB of request line and headers. */
const LONG = 8_000;
const LONGEST = 15_000;

const fill = (text: string, bytes: number): string => text.repeat(Math.floor(bytes / text.length));

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const TOKEN = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ aud: API_KEY, dest: `https://${SHOP}`, pad: fill('a', 2_000) })}.${fill('a', 43)}`;

/** Long addresses of every kind, at and past the limits. */
function addresses(): [what: string, target: string][] {
  return [
    ['7,500 segments', fill('/a', LONGEST)],
    ['7,500 segments below /assets', `/assets${fill('/a', LONGEST)}`],
    ['7,500 segments below /app', `/app${fill('/a', LONGEST)}`],
    ['a path of slashes', fill('/', LONGEST)],
    ['a path of backslashes', `/${fill('\\a', LONGEST)}`],
    ['20 segments', fill('/a', 40)],
    ['20 segments below /app', `/app${fill('/a', 38)}`],
    ['20 segments of the greatest length', fill(`/${fill('a', 49)}`, 1_000)],
    ['a long segment', `/${fill('a', 1_000)}`],
    ['a long segment in escapes', `/${fill('%E3%81%82', 1_000)}`],
    ['a long segment below /app', `/app/${fill('a', 1_000)}`],
    ['a long segment below /auth', `/auth/${fill('a', 1_000)}`],
    ['escaped twice', `/${fill('%2525', 1_000)}`],
    ['semicolons', `/${fill('a;', 1_000)}`],
    ['dots', `/${fill('../', 50)}`],
    ['a long file', `/assets/${fill('a', 1_000)}.js`],
  ];
}

function queries(): [what: string, target: string][] {
  const doors = [
    '/',
    '/app',
    '/app/nowhere',
    '/auth/login',
    '/auth/exit-iframe',
    '/auth/x',
    '/nowhere',
  ];
  const values: [what: string, query: string][] = [
    ['a long value', `x=${fill('y', LONG)}`],
    ['a value of escapes', `x=${fill('%E3%81%82', LONG - 50)}`],
    ['100 parameters', `shop=${SHOP}&${fill('index=a&', 780)}`],
    ['100 parameters of Remix', `_data=root&${fill('index&', 580)}`],
    ['a long shop', `shop=${fill('a-', LONG)}.myshopify.com`],
    ['a long host', `shop=${SHOP}&embedded=1&host=${fill('YWRt', LONG - 100)}`],
    ['a long address to go to', `shop=${SHOP}&exitIframe=${fill('x', LONG - 100)}`],
    ['an escaped address to go to', `shop=${SHOP}&exitIframe=${fill('%20%2F', LONG - 100)}`],
    ['a long address to come back to', `shop=${SHOP}&shopify-reload=${fill('x', LONG - 100)}`],
    ['a long token', `shop=${SHOP}&host=${HOST}&embedded=1&id_token=${fill('a', LONG - 150)}`],
    ['a token of dots', `shop=${SHOP}&host=${HOST}&embedded=1&id_token=${fill('a.', LONG - 150)}`],
    ['a forged token', `shop=${SHOP}&host=${HOST}&embedded=1&id_token=${TOKEN}`],
    ['a long language', `locale=${fill('ja-', LONG)}`],
    ['a day', `asOf=${fill('0', LONG)}`],
  ];
  return doors.flatMap((door) =>
    values.map(([what, query]): [string, string] => [`${door} with ${what}`, `${door}?${query}`]),
  );
}

function heads(files: readonly string[]): Costly[] {
  const many = (line: (at: number) => string, count: number): string[] =>
    Array.from({ length: count }, (_, at) => line(at));
  const lists: [what: string, headers: string[]][] = [
    ['100 headers', many((at) => `X-${at}: a`, 96)],
    ['2,000 headers', many((at) => `X${at}: a`, 1_500)],
    ['100 cookies', many((at) => `Cookie: a${at}=b`, 96)],
    ['a long cookie', [`Cookie: ${fill('a=b; ', LONGEST)}`]],
    ['languages', [`Accept-Language: ${fill('a,', 2_000)}`]],
    ['languages of a weight', [`Accept-Language: ${fill('a;q=0.5,', 2_000)}`]],
    ['too many languages', [`Accept-Language: ${fill('a,', LONGEST)}`]],
    ['encodings', [`Accept-Encoding: ${fill('a,', 1_900)},gzip`]],
    ['encodings of a weight', [`Accept-Encoding: ${fill('a;q=0.5,', 1_900)},br`]],
    ['gzip', ['Accept-Encoding: gzip']],
    ['brotli', ['Accept-Encoding: br']],
    ['types', [`Accept: ${fill('a/b;q=0.1,', 2_000)}`]],
    ['proxies', [`X-Forwarded-For: ${fill('1.1.1.1,', 2_000)}`]],
    [
      'hosts',
      [`X-Forwarded-Host: ${fill('a.b:1,', 2_000)}`, `X-Forwarded-Proto: ${fill('http,', 2_000)}`],
    ],
    ['a long browser', [`User-Agent: ${fill('a', 2_000)}`]],
    ['a robot', ['User-Agent: Googlebot/2.1']],
    ['a long token', [`Authorization: Bearer ${fill('a', LONG)}`]],
    ['a token of dots', [`Authorization: Bearer ${fill('a.', LONG)}`]],
    ['a forged token', [`Authorization: Bearer ${TOKEN}`]],
    ['a long referrer', [`Referer: https://omega.example/${fill('a', LONG)}`]],
    ['ranges', [`Range: bytes=${fill('0-0,', 2_000)}`]],
    ['tags', [`If-None-Match: ${fill('"a",', 2_000)}`]],
  ];
  const doors = ['/nowhere', '/app', '/auth/login', '/health/live', ...files];
  return doors.flatMap((door) =>
    lists.map(([what, headers]) => ({ what: `${door} with ${what}`, bytes: get(door, headers) })),
  );
}

function ownDoors(): Costly[] {
  const query = `shop=${SHOP}&timestamp=${Math.floor(Date.now() / 1_000)}&signature=${randomBytes(32).toString('hex')}`;
  const post = (target: string, headers: string[]): Buffer =>
    get(target, [...headers, 'Content-Length: 2'], 'POST');
  return [
    {
      what: 'a message with a forged token',
      bytes: post('/checkout/survey', [`Authorization: Bearer ${TOKEN}`]),
    },
    {
      what: 'a message with a long token',
      bytes: post('/checkout/survey', [`Authorization: Bearer ${fill('a', LONG)}`]),
    },
    { what: 'a page with a wrong signature', bytes: get(`/proxy/survey?${query}`) },
    {
      what: 'a long page with a wrong signature',
      bytes: get(`/proxy/survey?${query}&x=${fill('y', LONG - 200)}`),
    },
    {
      what: '95 parameters with a wrong signature',
      bytes: get(`/proxy/survey?${query}&${fill('a=b&', 376)}`),
    },
    { what: 'a webhook without a signature', bytes: post('/webhooks/orders', []) },
  ];
}

/** Requests that may cost much. @param files addresses of the browser's assets */
export function costlyRequests(files: readonly string[]): Costly[] {
  return [
    ...[...addresses(), ...queries()].map(([what, target]) => ({ what, bytes: get(target) })),
    ...heads(files),
    ...ownDoors(),
  ];
}
