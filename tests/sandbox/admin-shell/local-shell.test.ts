import { afterEach, describe, expect, it } from 'vitest';

import { LocalShopify } from '../local-shopify';
import type { World } from '../store/records';
import { localAdminShell } from './local-shell';

const domain = 'shell-shop.myshopify.com';
const world: World = {
  shop: {
    domain,
    id: 1,
    name: 'Shell shop',
    currencyCode: 'JPY',
    ianaTimezone: 'Asia/Tokyo',
    primaryLocale: 'ja',
    createdAt: '2024-01-01T00:00:00Z',
    taxesIncluded: true,
    planName: 'Basic',
  },
  products: () => [],
  customers: () => [],
  orders: () => [],
};

let shopify: LocalShopify;
afterEach(() => shopify.close());

async function start(path?: string): Promise<string> {
  shopify = await LocalShopify.open({ path: ':memory:' });
  await shopify.addShop(world);
  const shell = localAdminShell({
    appUrl: 'http://127.0.0.1:3000',
    ...(path !== undefined && { path }),
    requiredScopes: ['read_orders'],
    optionalScopes: ['read_reports'],
  });
  return (await shopify.listen(0, [shell])).url;
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { Origin: new URL(url).origin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ shop: domain, ...body }),
  });
}

describe("the local Shopify's admin", () => {
  it('installs the app when the merchant opens it, and not before', async () => {
    const url = await start();
    await fetch(`${url}/store/shell-shop/orders/1`);
    expect(shopify.isInstalled(domain)).toBe(false);
    const page = await (await fetch(url)).text();
    expect(shopify.grantedScopes(domain)).toEqual(['read_orders']);
    expect(page).toContain('<html lang="ja">');
    expect(page).toContain('http://127.0.0.1:3000/?embedded=1');
  });

  it('opens the app at the path in the shell’s address', async () => {
    const page = await (await fetch(await start('/elsewhere'))).text();
    expect(page).toContain('http://127.0.0.1:3000/elsewhere?embedded=1');
  });

  it('grants and revokes only what is optional', async () => {
    const url = await start();
    await fetch(url);
    const granted = await post(`${url}/shell/scopes/grant`, { scopes: ['read_reports'] });
    expect(await granted.json()).toMatchObject({ granted: ['read_orders', 'read_reports'] });
    const refused = await post(`${url}/shell/scopes/revoke`, { scopes: ['read_orders'] });
    expect(refused.status).toBe(403);
    expect(shopify.grantedScopes(domain)).toEqual(['read_orders', 'read_reports']);
  });

  it('makes session tokens that expire after a minute', async () => {
    const url = await start();
    const answer = await post(`${url}/shell/id-token`, {});
    expect(await answer.json()).toMatchObject({ expiresIn: 60 });
  });

  it('answers malformed calls with 400', async () => {
    const url = await start();
    expect((await post(`${url}/shell/id-token`, { shop: 7 })).status).toBe(400);
  });
});
