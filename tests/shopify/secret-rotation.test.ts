import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, API_SECRET } from '../sandbox/oauth/app-identity';
import { signIdToken } from '../sandbox/oauth/id-token';
import { routeShopifyTo } from '../sandbox/http/intercept.mjs';
import { LocalShopify } from '../sandbox/local-shopify';
import { database, type TestDatabase } from '../support/database';
import { SCOPES } from '../support/shops/installed';
import { tinyWorld } from '../support/shops/tiny-world';

const DOMAIN = 'tiny.myshopify.com';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';
const NEW_SECRET = 'a-new-secret-0123456789abcdef01234';

let db: TestDatabase;
let shopify: LocalShopify;
/** The operator has set the new secret; Shopify still signs with the old one. */
beforeAll(async () => {
  process.env.SHOPIFY_API_SECRET = NEW_SECRET;
  process.env.SHOPIFY_API_SECRET_PREVIOUS = API_SECRET;
  db = await database();
  shopify = await LocalShopify.open({ path: ':memory:' });
  await shopify.addShop(tinyWorld(DOMAIN));
  shopify.install(DOMAIN, { scopes: SCOPES });
  routeShopifyTo((await shopify.listen()).url);
});
afterAll(async () => {
  routeShopifyTo(null);
  await shopify.close();
});

const token = (apiSecret: string): string =>
  signIdToken({ domain: DOMAIN, userId: 1, apiKey: API_KEY, apiSecret, expiresInSeconds: 60 });

/** The layout loader's reply to a session token: its data, or the status of a refusal. */
async function open(apiSecret: string, where: 'header' | 'address'): Promise<unknown> {
  const { loader } = await import('../../app/routes/admin/layout');
  const host = Buffer.from('admin.shopify.com/store/tiny').toString('base64url');
  const query = new URLSearchParams({
    ...{ shop: DOMAIN, host, embedded: '1', locale: 'en' },
    ...(where === 'address' ? { id_token: token(apiSecret) } : {}),
  });
  const request = new Request(`https://omega.example/app?${query}`, {
    headers: {
      'user-agent': BROWSER,
      ...(where === 'header' ? { authorization: `Bearer ${token(apiSecret)}` } : {}),
    },
  });
  try {
    return await loader({ request, params: {}, context: {} });
  } catch (answer) {
    if (answer instanceof Response) return answer.status;
    throw answer;
  }
}

describe('while the app’s secret is being replaced', () => {
  it.each(['header', 'address'] as const)(
    'a session token in the %s is accepted with either secret, and with no other',
    async (where) => {
      expect(await open(API_SECRET, where)).toMatchObject({ language: 'en' });
      const [session] = await db.query('select shop, expires > now() as alive from sessions');
      expect(session).toEqual({ shop: DOMAIN, alive: true });
      expect(await open(NEW_SECRET, where)).toMatchObject({ language: 'en' });
      expect(await open('an unknown secret', where)).not.toMatchObject({ language: 'en' });
    },
  );

  it.each([
    ['the new secret', NEW_SECRET, 200],
    ['the secret before', API_SECRET, 200],
    ['an unknown secret', 'an unknown secret', 401],
  ])('a webhook signed with %s is answered with its status', async (_, secret, status) => {
    const { action } = await import('../../app/routes/webhooks/receive');
    const body = '{}';
    const request = new Request('https://omega.example/webhooks/app', {
      method: 'POST',
      body,
      headers: {
        'x-shopify-topic': 'app/scopes_update',
        'x-shopify-shop-domain': DOMAIN,
        'x-shopify-api-version': '2026-10',
        'x-shopify-webhook-id': 'w1',
        'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
      },
    });
    const answer: unknown = await action({ request, params: {}, context: {} }).catch(
      (refusal: unknown) => refusal,
    );
    expect(answer).toBeInstanceOf(Response);
    if (answer instanceof Response) expect(answer.status).toBe(status);
  });

  it('a merchant opens the app with the old secret while Shopify is down', async () => {
    await db.query(`update sessions set expires = now() - interval '1 day'`);
    shopify.faults.next({ on: 'token', fault: { kind: 'status', status: 503 }, times: 20 });
    expect(await open(API_SECRET, 'header')).toMatchObject({ language: 'en' });
  });
});
