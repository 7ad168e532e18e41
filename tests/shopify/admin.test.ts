import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type * as Admin from '../../app/shopify/api/admin.server';
import type * as CustomerNames from '../../app/shopify/reads/customer-names.server';
import { COUNTS, countsResponse } from '../../app/shopify/documents/counts';
import { SHOP, shopResponse } from '../../app/shopify/documents/shop';
import { SHOP_LOCALE, shopLocaleResponse } from '../../app/shopify/documents/shop-locale';
import { AccessDenied, ShopGone, Unavailable } from '../../app/shopify/protocol/errors';
import { Clock } from '../sandbox/control/clock';
import { routeShopifyTo } from '../sandbox/http/intercept.mjs';
import { LocalShopify } from '../sandbox/local-shopify';
import { database, type TestDatabase } from '../support/database';
import { install } from '../support/shops/installed';
import { tinyWorld } from '../support/shops/tiny-world';
import { AWAITED_BY_NAME } from '../support/awaited';

const DOMAIN = 'tiny.myshopify.com';

let db: TestDatabase;
let shopify: LocalShopify;
let app: typeof Admin & typeof CustomerNames;
let calls: string[] = [];

beforeAll(async () => {
  db = await database();
  shopify = await LocalShopify.open({ path: ':memory:', clock: new Clock() });
  await shopify.addShop(tinyWorld(DOMAIN));
  routeShopifyTo((await shopify.listen()).url);
  const routed = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    calls.push(new URL(input instanceof Request ? input.url : String(input)).pathname);
    return routed(input, init);
  };
  // The library keeps the fetch of its load time, so the app is loaded only now.
  app = {
    ...(await import('../../app/shopify/api/admin.server')),
    ...(await import('../../app/shopify/reads/customer-names.server')),
  };
});
beforeEach(async () => {
  shopify.faults.clear();
  await install(shopify, DOMAIN);
  calls = [];
});
afterAll(async () => {
  routeShopifyTo(null);
  await shopify.close();
});

const refreshes = () => calls.filter((path) => path.endsWith('/oauth/access_token')).length;
const askShop = () => app.admin(DOMAIN).query(SHOP, {}, shopResponse);
/** The token is still valid at Shopify, and too old for the app to use. */
const nearlyExpired = () => db.query(`update sessions set expires = now() + interval '1 minute'`);

describe('the Admin API of a shop', () => {
  it('answers the app’s query at install', async () => {
    const { shop, currentAppInstallation } = await askShop();
    expect(shop).toMatchObject({ currencyCode: 'JPY', ianaTimezone: 'Asia/Tokyo', name: 'Tiny' });
    expect(currentAppInstallation.accessScopes).toContainEqual({ handle: 'read_all_orders' });
    const { ordersCount, customersCount } = await app
      .admin(DOMAIN)
      .query(COUNTS, {}, countsResponse);
    expect([ordersCount?.count, customersCount?.count]).toEqual([0, 2]);
    const locale = await app.admin(DOMAIN).query(SHOP_LOCALE, {}, shopLocaleResponse);
    expect(locale.shop.primaryDomain.localization?.defaultLocale).toBe('ja');
    expect(refreshes()).toBe(0);
  });

  it('names the missing scope', async () => {
    await install(shopify, DOMAIN, ['read_orders', 'read_products']);
    const failure = await app
      .admin(DOMAIN)
      .query(COUNTS, {}, countsResponse)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AccessDenied);
    expect(failure).toMatchObject({ field: 'customersCount', retryable: false });
    expect(String(failure)).toContain('`read_customers` access scope');
  });

  it('gives names with Shopify’s approval, and ids without it', async () => {
    shopify.setLevel2Approved(DOMAIN, true);
    expect([...(await app.readCustomerNames(DOMAIN, ['1', '2', '99']))]).toEqual([
      ['1', { first: '花子', last: null }],
      ['2', { first: '太郎', last: null }],
      ['99', null],
    ]);
    shopify.setLevel2Approved(DOMAIN, false);
    expect([...(await app.readCustomerNames(DOMAIN, ['1', '2']))]).toEqual([
      ['1', null],
      ['2', null],
    ]);
  });
});

describe("the shop's token", () => {
  it('is renewed once, however many jobs need it at the same time', async () => {
    await nearlyExpired();
    await Promise.all([askShop(), askShop(), askShop(), askShop()]);
    expect(refreshes()).toBe(1);
    await askShop();
    expect(refreshes()).toBe(1);
  });

  it('is renewed once over several processes', async () => {
    // Another process holds the lock and renews; this one waits, and then finds the new token.
    const { sessions } = await import('../../app/shopify/tokens/sessions.server');
    const id = `offline_${DOMAIN}`;
    const fresh = await sessions.loadSession(id);
    await nearlyExpired();
    const other = await db.pool.connect();
    const lock = [`token:${DOMAIN}`];
    await other.query('select pg_advisory_lock(hashtextextended($1, 0))', lock);
    const asked = askShop();
    await expect.poll(() => db.query(AWAITED_BY_NAME)).toHaveLength(1);
    if (fresh) await sessions.storeSession(fresh);
    await other.query('select pg_advisory_unlock(hashtextextended($1, 0))', lock);
    other.release();
    await asked;
    expect(refreshes()).toBe(0);
  });

  it('is replaced once when Shopify refuses it before it expires', async () => {
    shopify.clock.advance(2 * 3_600_000);
    expect((await askShop()).shop.name).toBe('Tiny');
    expect(refreshes()).toBe(1);
  });

  it('is kept, and the shop counts as gone for now, if it can be neither used nor renewed', async () => {
    shopify.tokens.revokeAll(shopify.store.shop(DOMAIN)?.no ?? 0);
    for (let times = 0; times < 2; times++) await expect(askShop()).rejects.toThrow(ShopGone);
    expect(await db.query('select id from sessions')).toHaveLength(1);
    await db.query('delete from sessions');
    await expect(askShop()).rejects.toThrow('has no session');
  });

  it('is kept if Shopify is down during its renewal', async () => {
    await nearlyExpired();
    shopify.faults.next({ on: 'token', fault: { kind: 'status', status: 503 }, times: 5 });
    await expect(askShop()).rejects.toThrow(Unavailable);
    shopify.faults.clear();
    expect((await askShop()).shop.name).toBe('Tiny');
  });
});
