import { describe, expect, it } from 'vitest';
import { DOMAIN, running } from './running';

const on = running();

const ANSWERS: [what: string, path: string, method?: string][] = [
  ['a page', '/auth/login'],
  ['a page that does not exist', '/nowhere'],
  ['a page for nobody', '/app'],
  ['a file', '/favicon.ico'],
  ['a file that does not exist', '/assets/none.js'],
  ['an unsigned webhook', '/webhooks/orders', 'POST'],
  ['the state of the process', '/health/live'],
  ['what is no request', '/%'],
];

describe.each(ANSWERS)('the answer to %s', (_, path, method = 'GET') => {
  it('says to browsers what they may not do with it, and sets no cookie', async () => {
    const { headers } = await on.ask(path, { method });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('set-cookie');
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
    // Shopify's own other hosts, and nobody's else
    for (const source of ancestors?.split(' ').slice(3) ?? [])
      expect(source).toMatch(
        /^https:\/\/(\*|admin)\.(shop\.dev|spin\.dev|myshopify\.io|shopify\.com)$/,
      );
    expect(rest.join('; ')).toBe(REST);
  });

  it.each([
    ['no shop', ''],
    ['a shop that is none', '?shop=evil.example'],
    ['a shop and another directive', `?shop=${DOMAIN};%20script-src%20*`],
    ['a shop and another host', `?shop=${DOMAIN}%20https://evil.example`],
    ['a host after the shop', `?shop=${DOMAIN}.evil.example`],
    ['two shops', `?shop=evil.example&shop=${DOMAIN}`],
  ])('opened for %s may be framed by nobody', async (_, search) => {
    expect(await policyOf(search)).toBe(`frame-ancestors 'none'; ${REST}`);
  });
});
