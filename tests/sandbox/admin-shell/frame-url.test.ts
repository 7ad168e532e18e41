import '@shopify/shopify-api/adapters/node';
import { ApiVersion, shopifyApi } from '@shopify/shopify-api';
import { describe, expect, it } from 'vitest';

import { frameUrl } from './frame-url';

const app = {
  apiKey: 'key',
  apiSecret: 'secret of the app',
  url: 'http://127.0.0.1:3000',
  name: 'Omega',
  handle: 'omega',
  openedPath: '/',
  homePath: '/app',
};

const library = shopifyApi({
  apiKey: app.apiKey,
  apiSecretKey: app.apiSecret,
  apiVersion: ApiVersion.October25,
  hostName: '127.0.0.1:3000',
  isEmbeddedApp: true,
});

function frame(path: string): URL {
  return new URL(
    frameUrl(app, {
      shopDomain: 'tea-shop.myshopify.com',
      locale: 'ja',
      path,
      idToken: 'a.b.c',
      session: 'f00d',
      now: new Date(),
    }),
  );
}

describe("the address of the app's frame", () => {
  it("passes the check of Shopify's own library", async () => {
    const query = Object.fromEntries(frame('/app/ltv').searchParams);
    expect(await library.utils.validateHmac(query)).toBe(true);
    expect(await library.utils.validateHmac({ ...query, locale: 'en' })).toBe(false);
  });

  it('names the shop, the admin, the language and the token', () => {
    const query = frame('').searchParams;
    expect(query.get('shop')).toBe('tea-shop.myshopify.com');
    expect(library.utils.sanitizeHost(query.get('host') ?? '')).toBe(query.get('host'));
    expect(atob(query.get('host') ?? '')).toBe('admin.shopify.com/store/tea-shop');
    expect(query.get('locale')).toBe('ja');
    expect(query.get('embedded')).toBe('1');
    expect(query.get('id_token')).toBe('a.b.c');
  });

  it("keeps the page's own filters, and opens the app's own address without a path", () => {
    expect(frame('/app/customers?stage=3&id_token=stale').searchParams.get('stage')).toBe('3');
    expect(frame('/app/customers?id_token=stale').searchParams.getAll('id_token')).toEqual([
      'a.b.c',
    ]);
    expect(frame('/').pathname).toBe('/');
    expect(frame('').pathname).toBe('/');
  });

  it('does not leave the app', () => {
    expect(() => frame('//elsewhere.example/app')).toThrow('not in the app');
  });
});
