import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { API_KEY, API_SECRET } from '../oauth/app-identity';
import { OpenShop } from '../testing/open-shop';
import { manyOrders, smallShop } from '../testing/small-shop';

const INTERCEPT = fileURLToPath(new URL('intercept.mjs', import.meta.url));

/** A script like the app's process: the real library, loaded after the preload, as in the demo. */
const APP = `
import '@shopify/shopify-api/adapters/node';
import { shopifyApi, RequestedTokenType } from '@shopify/shopify-api';
const { domain, idToken, apiKey, apiSecretKey } = JSON.parse(process.argv[1]);
const api = shopifyApi({ apiKey, apiSecretKey, apiVersion: '2026-10', hostName: 'omega.example',
  isEmbeddedApp: true, logger: { level: 0, log: () => undefined } });
const exchanged = await api.auth.tokenExchange({ shop: domain, sessionToken: idToken,
  requestedTokenType: RequestedTokenType.OfflineAccessToken, expiring: true });
const refreshed = await api.auth.refreshToken({ shop: domain,
  refreshToken: exchanged.session.refreshToken });
const client = new api.clients.Graphql({ session: refreshed.session });
const { data } = await client.request('{ shop { name } bulkOperations(first: 1) { nodes { url } } }');
const result = await fetch(data.bulkOperations.nodes[0].url);
const outside = await fetch('https://example.com/').catch((error) => error.message);
const request = await fetch(new Request('https://' + domain + '/admin/oauth/access_token',
  { method: 'POST', body: '{}' }));
console.log(JSON.stringify({
  scope: exchanged.session.scope,
  expires: exchanged.session.expires,
  refreshExpires: exchanged.session.refreshTokenExpires,
  renewed: refreshed.session.accessToken !== exchanged.session.accessToken,
  name: data.shop.name,
  lines: (await result.text()).trim().split('\\n').length,
  outside,
  request: request.status,
}));
`;

const Said = z.object({
  scope: z.string(),
  expires: z.coerce.date(),
  refreshExpires: z.coerce.date(),
  renewed: z.boolean(),
  name: z.string(),
  lines: z.number(),
  outside: z.string(),
  request: z.number(),
});

async function runApp(shop: OpenShop): Promise<z.infer<typeof Said>> {
  const argument = {
    domain: shop.domain,
    idToken: shop.shopify.idToken(shop.domain),
    apiKey: API_KEY,
    apiSecretKey: API_SECRET,
  };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', INTERCEPT, '--input-type=module', '--eval', APP, JSON.stringify(argument)],
    { env: { ...process.env, OMEGA_SANDBOX_URL: shop.url } },
  );
  return Said.parse(JSON.parse(stdout));
}

describe('the preload that routes an app’s calls', () => {
  it('lets the real library exchange, refresh, query and read, and blocks all other calls', async () => {
    const shop = await OpenShop.open(smallShop({ orders: manyOrders(4) }));
    await shop.bulkId('{ orders { edges { node { id } } } }');
    await shop.shopify.bulk.settled();
    const said = await runApp(shop);
    expect(said).toMatchObject({
      scope: 'read_orders,read_all_orders,read_customers,read_products',
      renewed: true,
      name: '小さなお茶屋',
      lines: 4,
      request: 400,
    });
    const inMinutes = (date: Date): number => (date.getTime() - Date.now()) / 60_000;
    expect(Math.round(inMinutes(said.expires) / 10) * 10).toBe(60);
    expect(Math.round(inMinutes(said.refreshExpires) / 1440)).toBe(90);
    expect(said.outside).toBe(
      'The local Shopify lets no call out: https://example.com is neither Shopify nor this machine.',
    );
  });
});
