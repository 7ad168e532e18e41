import { register } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SHOP, shopResponse } from '../../app/shopify/documents/shop';
import { ShopGone, TokenOutage, Unavailable } from '../../app/shopify/protocol/errors';
import type { Fault } from '../sandbox/control/faults';
import { routeShopifyTo } from '../sandbox/http/intercept.mjs';
import { LocalShopify } from '../sandbox/local-shopify';
import { database } from '../support/database';
import { install } from '../support/shops/installed';
import { tinyWorld } from '../support/shops/tiny-world';

const DOMAIN = 'tiny.myshopify.com';
const DAY_MS = 86_400_000;

const db = await database();
const shopify = await LocalShopify.open({ path: ':memory:' });
routeShopifyTo((await shopify.listen()).url);
const routed = globalThis.fetch;
let asked: string[] = [];
globalThis.fetch = (input, init) => {
  const { pathname, hostname } = new URL(input instanceof Request ? input.url : String(input));
  if (pathname.endsWith('/oauth/access_token')) asked.push(hostname);
  return routed(input, init);
};
// load the modules that call Shopify once their calls are routed
const { admin } = await import('../../app/shopify/api/admin.server');
const { env } = await import('../../app/env.server');
const { log } = await import('../../app/log.server');

const shops = Array.from({ length: 13 }, (_, at) => `many-${at}.myshopify.com`);
beforeAll(async () => {
  for (const domain of [DOMAIN, ...shops]) {
    await shopify.addShop(tinyWorld(domain));
    await install(shopify, domain);
  }
  await db.query('create table installed as select * from sessions');
});
beforeEach(async () => {
  shopify.faults.clear();
  await db.query('truncate sessions, token_responses');
  await db.query('insert into sessions select * from installed');
  await db.query(`update token_probes set next_at = '-infinity', resumed_at = '-infinity'`);
  env().CLOCK_OFFSET_MS = 0;
  asked = [];
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  globalThis.fetch = routed;
  routeShopifyTo(null);
  await shopify.close();
});

const ask = (domain = DOMAIN) => admin(domain).query(SHOP, {}, shopResponse);
const nearlyExpired = () => db.query(`update sessions set expires = now() + interval '1 minute'`);
const hasSession = async () =>
  (await db.query('select shop from sessions where shop = $1', [DOMAIN])).length === 1;
const mark = async (domain = DOMAIN) =>
  (await db.query('select * from token_responses where domain = $1', [domain]))[0];
const answers = (status: number, body: unknown, type = 'application/json'): Fault => ({
  kind: 'answer',
  ...{ status, type, body: typeof body === 'string' ? body : JSON.stringify(body) },
});
const tokensMeet = (fault: Fault, times = 1) => shopify.faults.next({ on: 'token', fault, times });
const revoke = (domain = DOMAIN) => shopify.tokens.revokeAll(shopify.store.shop(domain)?.no ?? 0);
const counted = async (name: string, label: string) =>
  new RegExp(`^${name}\\{\\w+="${label}"\\} (\\d+)$`, 'm').exec(await register.metrics())?.[1];

describe('an answer of the token address', () => {
  const PAGE = '<html><body>invalid_grant</body></html>';
  it.each<[string, Fault, string]>([
    ['that does not know the app', answers(400, { error: 'invalid_client' }), 'app_refused'],
    ['401 that does not', answers(401, { error: 'invalid_client' }), 'app_refused'],
    [
      'that refuses the form of the request',
      answers(400, { error: 'invalid_request' }),
      'app_refused',
    ],
    ['with an unknown error', answers(403, { error: 'shop_moved' }), 'app_refused'],
    [
      'with an error that is not a code',
      answers(400, { error: { invalid_grant: true } }),
      'http_4xx',
    ],
    ['400 with a page', answers(400, PAGE, 'text/html'), 'http_4xx'],
    ['403 with a page', answers(403, PAGE, 'text/html'), 'http_4xx'],
    ['404 without anything', answers(404, ''), 'http_4xx'],
    ['429', answers(429, { errors: 'slow down' }), 'http_429'],
    ['500 that names a refusal', answers(500, { error: 'invalid_grant' }), 'http_5xx'],
    ['502 with a page', answers(502, PAGE, 'text/html'), 'http_5xx'],
    ['200 with a page', answers(200, PAGE, 'text/html'), 'not_understood'],
    ['200 that names a refusal', answers(200, { error: 'invalid_grant' }), 'not_understood'],
    ['200 without a token', answers(200, { access_token: '' }), 'not_understood'],
    ['with a redirect', answers(302, ''), 'not_understood'],
    ['without an end', answers(400, `{"error":"invalid_grant"${' '.repeat(70_000)}}`), 'http_4xx'],
    ['that breaks off', { kind: 'reset' }, 'no_answer'],
  ])('%s is an outage: no session is marked or deleted, and the log says so', async (...of) => {
    const [, fault, reason] = of;
    const said = vi.spyOn(log, 'error');
    const before = Number((await counted('omega_token_outages_total', reason)) ?? 0);
    await nearlyExpired();
    const session = await db.query('select * from sessions order by id');
    tokensMeet(fault, 2);
    const failure = await ask().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TokenOutage);
    expect(failure).toBeInstanceOf(Unavailable);
    await expect(ask()).rejects.toThrow(Unavailable);
    expect(await db.query('select * from sessions order by id')).toEqual(session);
    expect(await mark()).toMatchObject({ refused_since: null, why: reason });
    expect(await counted('omega_token_outages_total', reason)).toBe(String(before + 2));
    // logged once a minute at most: it may have been logged a moment ago
    expect(said.mock.calls.length).toBeLessThanOrEqual(1);
    expect((await ask()).shop.name).toBe('Tiny');
    expect(await mark()).toMatchObject({ failing_since: null, why: null });
  });

  it('that says the app has another secret is an outage too, and is logged', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
    const said = vi.spyOn(log, 'error').mockImplementation(() => undefined);
    await nearlyExpired();
    const right = env().SHOPIFY_API_SECRET;
    env().SHOPIFY_API_SECRET = `${right}x`;
    await expect(ask()).rejects.toThrow(Unavailable);
    await expect(ask()).rejects.toThrow(Unavailable);
    env().SHOPIFY_API_SECRET = right;
    vi.useRealTimers();
    expect(said.mock.calls).toEqual([[{ reason: 'app_refused' }, expect.any(String)]]);
    expect((await ask()).shop.name).toBe('Tiny');
  });
});

describe('a token that Shopify refuses', () => {
  beforeEach(() => install(shopify, DOMAIN));

  it.each(['invalid_grant', 'invalid_subject_token'])(
    'with %s is marked, and unmarked by the next one',
    async (error) => {
      await nearlyExpired();
      tokensMeet(answers(400, { error }));
      await expect(ask()).rejects.toThrow(ShopGone);
      expect(await hasSession()).toBe(true);
      expect(await mark()).toMatchObject({ why: error, refused_since: expect.any(Date) });
      expect(await counted('omega_token_refusals_total', error)).toBe('1');
      expect((await ask()).shop.name).toBe('Tiny');
      expect(await mark()).toMatchObject({
        ...{ why: null, refused_since: null, failing_since: null },
        recovered_at: expect.any(Date),
      });
    },
  );

  it('counts as expired, so that the next opening gets and uses another one', async () => {
    revoke();
    await expect(ask()).rejects.toThrow(ShopGone);
    expect(await db.query(`select shop from sessions where expires < now()`)).toEqual([
      { shop: DOMAIN },
    ]);
    await install(shopify, DOMAIN);
    expect(await mark()).toMatchObject({ refused_since: null });
    expect((await ask()).shop.name).toBe('Tiny');
  });

  it('does not mark the newer token that the merchant has brought meanwhile', async () => {
    await nearlyExpired();
    const stored = async () =>
      (await db.query('select refresh_token from sessions where shop = $1', [DOMAIN]))[0];
    let fresh: unknown;
    // the merchant opens the app during the call to Shopify
    const asking = vi.spyOn(globalThis, 'fetch').mockImplementationOnce(async () => {
      asking.mockRestore();
      await install(shopify, DOMAIN);
      fresh = await stored();
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    });
    expect((await ask()).shop.name).toBe('Tiny');
    expect(await stored()).toEqual(fresh);
    expect(await mark()).toMatchObject({ refused_since: null });
  });

  it('is deleted if it is refused for more than seven days, and not before', async () => {
    revoke();
    for (const days of [0, 3, 6.9]) {
      env().CLOCK_OFFSET_MS = days * DAY_MS;
      await expect(ask()).rejects.toThrow(ShopGone);
      expect(await hasSession()).toBe(true);
    }
    env().CLOCK_OFFSET_MS = 7.1 * DAY_MS;
    await expect(ask()).rejects.toThrow(ShopGone);
    expect(await hasSession()).toBe(false);
    expect(await mark()).toBeUndefined();
  });

  it('for days, but used in between, starts its seven days again', async () => {
    await nearlyExpired();
    tokensMeet(answers(400, { error: 'invalid_grant' }));
    await expect(ask()).rejects.toThrow(ShopGone);
    env().CLOCK_OFFSET_MS = 5 * DAY_MS;
    await ask();
    env().CLOCK_OFFSET_MS = 8 * DAY_MS;
    revoke();
    await expect(ask()).rejects.toThrow(ShopGone);
    expect(await hasSession()).toBe(true);
  });

  it('by the Admin API is kept if it is fresh: the jobs wait', async () => {
    const fault: Fault = { kind: 'status', status: 401 };
    shopify.faults.next({ on: 'graphql', fault, times: 2 });
    await expect(ask()).rejects.toThrow(TokenOutage);
    expect(await hasSession()).toBe(true);
    expect(await mark()).toMatchObject({ refused_since: null });
    expect(await counted('omega_token_outages_total', 'fresh_token_refused')).toBe('1');
    expect((await ask()).shop.name).toBe('Tiny');
  });
});

describe('when most of the last twenty shops get no token', () => {
  const MINUTE_MS = 60_000;
  beforeEach(nearlyExpired);
  const failures = async (domains: string[]) =>
    await Promise.all(domains.map((domain) => ask(domain).catch((error: unknown) => error)));

  it.each([
    ['are refused', answers(400, { error: 'invalid_grant' })],
    ['meet an outage', answers(400, { error: 'invalid_client' })],
  ])(
    'because they %s, one is tried a minute, and all continue when it succeeds',
    async (_, fault) => {
      tokensMeet(fault, 1_000);
      await failures(shops);
      asked = [];
      // the probe of this minute
      await failures(shops);
      expect(asked.length).toBeLessThanOrEqual(1);
      for (const minutes of [2, 4, 6]) {
        env().CLOCK_OFFSET_MS = minutes * MINUTE_MS;
        asked = [];
        const failed = await failures(shops);
        expect(asked).toHaveLength(1);
        for (const failure of failed) expect(failure).toBeInstanceOf(Unavailable);
      }
      shopify.faults.clear();
      env().CLOCK_OFFSET_MS = 6.5 * MINUTE_MS;
      asked = [];
      await failures(shops);
      expect(asked).toEqual([]);
      env().CLOCK_OFFSET_MS = 8 * MINUTE_MS;
      const [first = '', ...rest] = shops;
      expect((await ask(first)).shop.name).toBe('Tiny');
      for (const one of await failures(rest)) expect(one).toMatchObject({ shop: { name: 'Tiny' } });
    },
  );

  it('no session is deleted, however long that lasts', async () => {
    tokensMeet(answers(400, { error: 'invalid_grant' }), 10_000);
    const count = async () => (await db.query('select 1 from sessions')).length;
    const all = await count();
    for (const days of [0, 4, 8, 12, 16]) {
      env().CLOCK_OFFSET_MS = days * DAY_MS;
      await failures(shops);
    }
    // the shop of a successful probe, and one that is still refused after it
    shopify.faults.clear();
    env().CLOCK_OFFSET_MS += MINUTE_MS;
    const [first = '', second = ''] = shops;
    await ask(first);
    tokensMeet(answers(400, { error: 'invalid_grant' }));
    await expect(ask(second)).rejects.toThrow(ShopGone);
    expect(await count()).toBe(all);
  });

  it('but not the last twenty any more, each shop is tried', async () => {
    tokensMeet(answers(400, { error: 'invalid_grant' }), 10);
    await failures(shops.slice(0, 10));
    await failures(shops.slice(10));
    expect(asked.sort()).toEqual([...shops].sort());
  });

  it('a time written by a clock that ran ahead delays no shop', async () => {
    tokensMeet(answers(400, { error: 'invalid_grant' }), 1_000);
    await failures(shops);
    await db.query(`update token_probes set next_at = now() + interval '3 days'`);
    shopify.faults.clear();
    const told = await failures(shops);
    expect(told.filter((one) => !(one instanceof Error)).length).toBeGreaterThan(0);
  });
});
