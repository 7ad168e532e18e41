import { describe, expect, it } from 'vitest';
import { deployedAddress } from '../../deploy/addresses';
import { appDeclaration } from '../sandbox/webhooks/app-declaration';
import { signedQuery } from '../sandbox/storefront/proxy-signature';
import { API_SECRET } from '../sandbox/oauth/app-identity';
import { DOMAIN, running } from '../support/doors/running-doors';

const on = running();
const declared = appDeclaration();
const pathOf = (address: string, applicationUrl: string) =>
  new URL(deployedAddress(address, applicationUrl)).pathname;

/** A delivery of a topic as Shopify signs it, to its address in a version with this `application_url`. */
async function deliver(topic: string, uri: string, applicationUrl: string): Promise<number> {
  const shop_domain = 'unknown.myshopify.com';
  const body = JSON.stringify({ id: 7, updated_at: '2026-11-01T00:00:00Z', shop_domain });
  const { status } = await on.ask(pathOf(uri, applicationUrl), {
    method: 'POST',
    body,
    headers: {
      ...{ 'content-type': 'application/json', 'x-shopify-api-version': '2026-10' },
      ...{ 'x-shopify-topic': topic, 'x-shopify-shop-domain': shop_domain },
      ...{ 'x-shopify-webhook-id': topic, 'x-shopify-hmac-sha256': on.shopify.webhooks.sign(body) },
    },
  });
  return status;
}

describe('the addresses of shopify.app.toml, joined as in a deployment', () => {
  it.each(declared.subscriptions)(
    'bring $topic to a door that accepts it',
    async ({ topic, uri }) => {
      expect(await deliver(topic, uri, 'https://omega.example')).toBe(200);
      // the effect of a path in the application's address
      expect(await deliver(topic, uri, 'https://omega.example/app')).not.toBe(200);
    },
  );

  it('bring a buyer to the survey through the proxy', async () => {
    const { proxy } = declared;
    if (proxy === null) throw new Error('no proxy');
    const facts = { domain: DOMAIN, pathPrefix: '/apps/omega', customerId: null };
    const query = signedQuery(new URLSearchParams(), { ...facts, apiSecret: API_SECRET });
    const path = pathOf(`${proxy.url}/survey`, 'https://omega.example');
    const method = 'HEAD';
    expect((await on.ask(`${path}?${query}`, { method })).status).toBe(200);
    expect((await on.ask(`/app${path}?${query}`, { method })).status).not.toBe(200);
  });

  it('bring a merchant into the app, with all parameters of Shopify', async () => {
    const query = `?embedded=1&hmac=0a&host=YQ&id_token=a.b.c&locale=ja&shop=${DOMAIN}&timestamp=1`;
    const { status, headers } = await on.ask(`${declared.path || '/'}${query}`);
    expect(status).toBe(302);
    expect(headers.location).toBe(`/app${query}`);
    expect((await on.ask('/')).headers.location).toBe('/app');
  });
});
