import { beforeAll, describe, expect, it } from 'vitest';
import { DOMAIN, running } from '../support/doors/running-doors';

const on = running();

const ANSWERS: [what: string, path: string, method?: string][] = [
  ['a page', '/auth/login'],
  ['a page that does not exist', '/nowhere'],
  ['a page without a merchant', '/app'],
  ['a file', '/favicon.ico'],
  ['a file that does not exist', '/assets/none.js'],
  ['an unsigned webhook', '/webhooks/orders', 'POST'],
  ['the state of the process', '/health/live'],
  ['a malformed request', '/%'],
];

describe.each(ANSWERS)('the answer to %s', (_, path, method = 'GET') => {
  it('has the headers that restrict browsers, and sets no cookie', async () => {
    const { headers } = await on.ask(path, { method });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('set-cookie');
  });
});

describe('a document', () => {
  it('has a script between its sheets and its body, which waits for them', async () => {
    const { text } = await on.ask('/auth/login');
    const [head = ''] = text.split('</head>');
    expect(head).toContain('rel="stylesheet"');
    // an empty one would not wait
    expect(head.slice(head.lastIndexOf('rel="stylesheet"'))).toMatch(/<script>[^<]+<\/script>$/);
  });
});

describe('a response about a shop', () => {
  beforeAll(async () => {
    await on.db.query(
      `insert into shops (domain, name, currency, timezone, installed_at)
       values ($1, 'Tiny', 'JPY', 'Asia/Tokyo', now())`,
      [DOMAIN],
    );
  });

  const merchants: [what: string, path: string, status: number][] = [
    ['a page', '/app', 200],
    ['a page in other letters', '/APP/%6Ctv', 200],
    ['a page that does not exist', '/app/nowhere', 404],
    ['a page’s data', '/app/settings/privacy?_data=routes%2Fadmin%2Fprivacy%2Froute', 200],
    ['the state that an open page polls', '/app/live', 200],
    ['the file of an unknown ticket', '/app/files/open?ticket=x', 404],
    ['an unknown download', '/app/files?ticket=x', 404],
    ['an invalid request for a day', '/app/past-day', 400],
  ];
  it.each(merchants)('is stored by no cache: %s', async (_, path, status) => {
    const answer = await on.ask(path, { headers: { authorization: `Bearer ${on.token()}` } });
    expect([answer.status, answer.headers['cache-control']]).toEqual([status, 'private, no-store']);
  });

  it.each(['/app', '/', '/auth/login'])(
    'is stored by no cache without a signed-in merchant: %s',
    async (path) => {
      const { headers } = await on.ask(path);
      expect(headers['cache-control']).toBe('private, no-store');
    },
  );
});

describe('an address or headers too long to parse', () => {
  it.each([
    ['/a'.repeat(7_500), {}, 414, /20 segments/],
    [`/assets${'/a'.repeat(500)}`, {}, 414, /20 segments/],
    [`/health${'/a'.repeat(500)}`, {}, 414, /20 segments/],
    [`/webhooks/orders?${'a&'.repeat(4_000)}`, {}, 414, /100 parameters/],
    ['/auth/login', { 'accept-language': 'a,'.repeat(4_000) }, 431, /2048 bytes/],
  ])(
    'are refused in one sentence before they are parsed: %#',
    async (path, headers, status, said) => {
      const answer = await on.ask(path, { headers });
      expect([answer.status, answer.headers['content-type']]).toEqual([
        status,
        'text/plain; charset=utf-8',
      ]);
      expect(answer.text).toMatch(said);
    },
  );

  it('are not searched prefix by prefix either: a page brings its routes', async () => {
    // with a search for prefixes this address answers 200 or 204
    expect((await on.ask('/__manifest?p=/a/a/a&version=1')).status).toBe(404);
  });
});

describe('a document', () => {
  const policyOf = async (search: string): Promise<string> =>
    String((await on.ask(`/auth/login${search}`)).headers['content-security-policy']);
  const REST = "base-uri 'none'; object-src 'none';";

  it('may be framed by its own shop and by Shopify’s admin', async () => {
    const host = Buffer.from('admin.shopify.com/store/tiny').toString('base64url');
    const { headers } = await on.ask(
      `/app?shop=${DOMAIN}&host=${host}&embedded=1&id_token=${on.token()}`,
    );
    const [ancestors, ...rest] = String(headers['content-security-policy']).split('; ');
    expect(ancestors?.split(' ')).toEqual([
      'frame-ancestors',
      `https://${DOMAIN}`,
      'https://admin.shopify.com',
      ...(ancestors?.split(' ').slice(3) ?? []),
    ]);
    // Shopify's own other hosts, and no others
    for (const source of ancestors?.split(' ').slice(3) ?? [])
      expect(source).toMatch(
        /^https:\/\/(\*|admin)\.(shop\.dev|spin\.dev|myshopify\.io|shopify\.com)$/,
      );
    expect(rest.join('; ')).toBe(REST);
  });

  it.each([
    ['no shop', ''],
    ['an invalid shop', '?shop=evil.example'],
    ['a shop and another directive', `?shop=${DOMAIN};%20script-src%20*`],
    ['a shop and another host', `?shop=${DOMAIN}%20https://evil.example`],
    ['a host after the shop', `?shop=${DOMAIN}.evil.example`],
    ['two shops', `?shop=evil.example&shop=${DOMAIN}`],
  ])('opened for %s may not be framed', async (_, search) => {
    expect(await policyOf(search)).toBe(`frame-ancestors 'none'; ${REST}`);
  });
});
