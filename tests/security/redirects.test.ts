import { beforeAll, describe, expect, it } from 'vitest';
import { DOMAIN, running } from '../support/doors/running-doors';

const on = running();
beforeAll(async () => {
  await on.db.query(
    `insert into shops (domain, name, currency, timezone, installed_at)
     values ($1, 'Tiny', 'JPY', 'Asia/Tokyo', now())`,
    [DOMAIN],
  );
});

/** The allowed targets of a redirect: the app, or Shopify's admin. */
const OURS =
  /^https:\/\/(omega\.example|admin\.shopify\.com|accounts\.shopify\.com|tiny\.myshopify\.com)(\/|$)/;

/** The targets of a response, by its header or by a script in it. */
function leadsTo(location: string | undefined, text: string): string[] {
  const scripted = [...text.matchAll(/(?:window\.open\(|location\.(?:href|replace)\W+)"([^"]*)"/g)];
  const addresses = [location ?? '/', ...scripted.map(([, address = '']) => address)];
  return addresses.map((address) => new URL(address, 'https://omega.example').href);
}

const EVIL = [
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'javascript:alert(1)//evil',
  '/app/../../evil.example',
  `https://${DOMAIN}.evil.example`,
  `https://${DOMAIN}@evil.example`,
];

describe.each(EVIL)('the address %s', (evil) => {
  const asked = encodeURIComponent(evil);

  it.each([
    ['the entrance', `/?shop=${asked}&next=${asked}`],
    ['the entrance with a host', `/?shop=${DOMAIN}&host=${asked}`],
    ['the sign-in page', `/auth/login?shop=${asked}`],
    ['the way out of the frame', `/auth/exit-iframe?shop=${DOMAIN}&exitIframe=${asked}`],
    ['the fresh token', `/auth/session-token?shop=${DOMAIN}&shopify-reload=${asked}`],
    ['a page', `/app?shop=${DOMAIN}&host=${asked}&embedded=1&return_to=${asked}`],
  ])('is no target of %s', async (_, path) => {
    const { status, headers, text } = await on.ask(path);
    expect(status).toBeLessThan(500);
    for (const address of leadsTo(headers.location, text)) expect(address).toMatch(OURS);
  });

  it('is no target of a form', async () => {
    const { status, headers } = await on.ask('/app/past-day', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${on.token()}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: `lastDay=2026-01-01&page=${asked}`,
    });
    expect(status).toBe(302);
    expect(leadsTo(headers.location, '')).toEqual(['https://omega.example/app?asOf=2026-01-02']);
  });

  it('is no target of a request’s own Host header', async () => {
    const { headers } = await on.ask('/app', {
      headers: {
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
      },
    });
    expect(new URL(headers.location ?? '/', 'https://omega.example').href).toMatch(OURS);
  });
});

describe.each(['/auth/session-token', '/auth/exit-iframe'])('the library’s page %s', (path) => {
  it.each(['evil.example', 'tiny.myshopify.com; script-src *', '日本', 'ø\t', '%', ''])(
    'names no invalid shop in its headers: “%s”',
    async (shop) => {
      const query = new URLSearchParams({ shop, exitIframe: '/app' }).toString();
      const { status, headers } = await on.ask(`${path}?${query}`);
      expect(status).toBe(400);
      expect(headers['content-security-policy'] ?? '').not.toMatch(/evil|script-src/);
    },
  );

  it('works for a shop', async () => {
    const { status, headers } = await on.ask(`${path}?shop=${DOMAIN}&exitIframe=/app`);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain(`https://${DOMAIN}`);
  });
});
