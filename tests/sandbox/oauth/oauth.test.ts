import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { API_SECRET } from './app-identity';
import { signIdToken } from './id-token';
import { signedJwt } from './signed-jwt';
import { OpenShop } from '../testing/open-shop';
import { DOMAIN, smallShop } from '../testing/small-shop';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const Issued = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.literal(3_600),
  refresh_token_expires_in: z.literal(90 * 86_400),
  scope: z.string(),
});
type Issued = z.infer<typeof Issued>;

const issue = async (shop: OpenShop): Promise<Issued> =>
  Issued.parse(await (await shop.token()).json());
const refresh = (shop: OpenShop, token: string): Promise<Response> =>
  shop.token({ grant_type: 'refresh_token', refresh_token: token });
const status = async (shop: OpenShop, token: string): Promise<number> =>
  (await shop.post('{ shop { name } }', {}, token)).status;

describe('access tokens', () => {
  it('are issued for a session token and work', async () => {
    const shop = await OpenShop.open(smallShop());
    const { access_token, scope } = await issue(shop);
    expect(scope).toBe('read_orders,read_all_orders,read_customers,read_products');
    expect(await status(shop, access_token)).toBe(200);
  });

  it('do not expire unless expiry is requested', async () => {
    const shop = await OpenShop.open(smallShop());
    const issued: unknown = await (await shop.token({ expiring: '0' })).json();
    expect(Object.keys(z.object({ access_token: z.string() }).loose().parse(issued))).toEqual([
      'access_token',
      'scope',
    ]);
  });

  it('are refused for an invalid session token', async () => {
    const shop = await OpenShop.open(smallShop());
    const claims = {
      domain: DOMAIN,
      userId: 1,
      apiKey: 'omega-local-key',
      apiSecret: API_SECRET,
      expiresInSeconds: 60,
    };
    const now = Math.floor(Date.now() / 1_000);
    const shops = { iss: `https://${DOMAIN}/admin`, dest: `https://${DOMAIN}`, sub: '1' };
    const made = (more: object) =>
      signedJwt({ ...shops, aud: 'omega-local-key', exp: now + 60, nbf: now, ...more }, API_SECRET);
    const wrong = {
      'signature is invalid': signIdToken({ ...claims, apiSecret: 'another secret' }),
      'token is expired': signIdToken({ ...claims, expiresInSeconds: -11 }),
      'audience is another app': signIdToken({ ...claims, apiKey: 'another-app' }),
      'destination is another shop': signIdToken({ ...claims, domain: 'other.myshopify.com' }),
      'issuer is not the shop': made({ iss: `https://${DOMAIN}` }),
      'subject is no member of the staff': made({ sub: 'gid://shopify/Customer/1' }),
    };
    for (const [problem, subject_token] of Object.entries(wrong)) {
      const response = await shop.token({ subject_token });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        error: 'invalid_subject_token',
        error_description: problem,
      });
    }
  });

  it('are refused to another client, for online use and where the app is not installed', async () => {
    const shop = await OpenShop.open(smallShop());
    const error = async (over: Record<string, unknown>): Promise<unknown> =>
      z.object({ error: z.string() }).parse(await (await shop.token(over)).json()).error;
    expect(await error({ client_secret: 'guess' })).toBe('invalid_client');
    const online = 'urn:shopify:params:oauth:token-type:online-access-token';
    expect(await error({ requested_token_type: online })).toBe('invalid_request');
    shop.shopify.uninstall(DOMAIN);
    expect(await error({})).toBe('invalid_subject_token');
  });

  it('are 401 when wrong, after an hour, and after the app was uninstalled', async () => {
    const shop = await OpenShop.open(smallShop());
    expect(await status(shop, 'shpat_guess')).toBe(401);
    const first = await issue(shop);
    shop.shopify.clock.advance(HOUR);
    expect(await status(shop, first.access_token)).toBe(401);
    const second = await issue(shop);
    shop.shopify.uninstall(DOMAIN);
    shop.shopify.install(DOMAIN, { scopes: ['read_orders'] });
    expect(await status(shop, second.access_token)).toBe(401);
  });

  it('are renewed by a refresh token for 90 days', async () => {
    const shop = await OpenShop.open(smallShop());
    const first = await issue(shop);
    shop.shopify.clock.advance(89 * DAY);
    const second = Issued.parse(await (await refresh(shop, first.refresh_token)).json());
    expect(await status(shop, second.access_token)).toBe(200);
    shop.shopify.clock.advance(91 * DAY);
    const late = await refresh(shop, second.refresh_token);
    expect(late.status).toBe(400);
    expect(await late.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('can be renewed again with the old refresh token until its replacement is used', async () => {
    const shop = await OpenShop.open(smallShop());
    const first = await issue(shop);
    await refresh(shop, first.refresh_token);
    const again = Issued.parse(await (await refresh(shop, first.refresh_token)).json());
    expect((await refresh(shop, again.refresh_token)).status).toBe(200);
    expect((await refresh(shop, first.refresh_token)).status).toBe(400);
  });

  it('cannot be renewed with an old refresh token 30 days after its first use', async () => {
    const shop = await OpenShop.open(smallShop());
    const first = await issue(shop);
    await refresh(shop, first.refresh_token);
    shop.shopify.clock.advance(31 * DAY);
    expect((await refresh(shop, first.refresh_token)).status).toBe(400);
  });

  it('do not exist for an unknown shop', async () => {
    const shop = await OpenShop.open(smallShop());
    const response = await shop.call('nobody.myshopify.com', '/admin/oauth/access_token', {
      method: 'POST',
      body: '{}',
    });
    expect(response.status).toBe(404);
  });
});
