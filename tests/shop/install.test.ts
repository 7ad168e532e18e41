import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectedFacts } from '../support/shops/expected-facts';
import { everythingStored } from '../support/shops/everything-stored';
import { differences, factsOf } from '../support/shops/facts';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';
import type { World } from '../sandbox/store/records';
import { youngShop } from '../sandbox/worlds/young';

const DAY = 86_400_000;
const LIMITED = SCOPES.filter((scope) => scope !== 'read_all_orders');

const on = await stage();
await on.work();

/** A small shop of 80 days, with a domain of its own for each test. */
let made = 0;
let world: World;
let domain: string;
beforeEach(() => {
  domain = `shop-${++made}.myshopify.com`;
  const young = youngShop({ until: NOW });
  world = { ...young, shop: { ...young.shop, domain, id: made } };
});

async function imports(): Promise<Record<string, unknown>[]> {
  return await on.db.query(
    `select state, failure from imports
     where shop_id = (select id from shops where domain = $1) order by id`,
    [domain],
  );
}

async function shopRow(): Promise<Record<string, unknown> | undefined> {
  const [row] = await on.db.query(
    `select shopify_id, name, currency, timezone, locale, scopes, uninstalled_at,
       history_starts_on::text as history_starts_on from shops where domain = $1`,
    [domain],
  );
  return row;
}

/** The part of the world that Shopify shows without `read_all_orders`. */
function lastSixtyDays(): World {
  const from = NOW.getTime() - 60 * DAY;
  return {
    ...world,
    async *orders() {
      for await (const order of world.orders())
        if (Date.parse(order.createdAt) >= from) yield order;
    },
  };
}

async function kept(expected: World): Promise<string[]> {
  return differences(await expectedFacts(expected), await factsOf(on.db, await on.shopId(domain)));
}

async function history(): Promise<unknown> {
  const [row] = await on.db.query(
    `select numbers -> 'history' as history from snapshots
     where shop_id = (select id from shops where domain = $1) order by as_of desc limit 1`,
    [domain],
  );
  return row?.history;
}

describe('opening the app for the first time', () => {
  it('stores the shop and starts its import by itself', async () => {
    await on.install(world);
    await on.imported(domain, { history: false });
    expect(await shopRow()).toEqual({
      shopify_id: String(made),
      name: '茶舗 ふたば',
      currency: 'JPY',
      timezone: 'Asia/Tokyo',
      locale: 'ja',
      scopes: SCOPES,
      uninstalled_at: null,
      history_starts_on: null,
    });
    expect(await kept(world)).toEqual([]);
  });

  it('leaves no usable token in the database', async () => {
    await on.install(world);
    await on.imported(domain, { history: false });
    const tokens = z
      .array(z.object({ access_token: z.string(), refresh_token: z.string() }))
      .parse(on.shopify.store.all('select access_token, refresh_token from tokens'));
    expect(tokens).not.toEqual([]);
    const stored = await everythingStored(on.db);
    expect(stored).toContain('enc:v1:');
    for (const token of tokens.flatMap((issued) => Object.values(issued)))
      expect(stored).not.toContain(token);
    expect(stored).not.toMatch(/shp(at|rt)_/);
  });

  it('shows the language of the shop', async () => {
    world = { ...world, shop: { ...world.shop, primaryLocale: 'en' } };
    await on.install(world);
    await on.imported(domain, { history: false });
    expect(await shopRow()).toMatchObject({ locale: 'en' });
  });
});

describe('a shop in a time zone that PostgreSQL does not know', () => {
  it('gets an error at once, and is imported as soon as PostgreSQL knows the zone', async () => {
    const real = world.shop.ianaTimezone;
    world = { ...world, shop: { ...world.shop, ianaTimezone: 'Asia/Nowhere' } };
    await on.install(world);
    const { failure } = await on.failed(domain);
    expect(failure).toMatchObject({ key: 'unknownZone', detail: 'Asia/Nowhere' });
    expect(await on.db.query('select 1 from failing_jobs')).toEqual([]);
    // opening the app again starts no import that would fail again
    await on.expireSessions();
    await on.open(domain);
    await on.until(
      async () => (await on.db.query('select 1 from graphile_worker.jobs')).length === 0,
    );
    expect(await imports()).toEqual([{ state: 'failed', failure: 'unknownZone' }]);
    // an updated PostgreSQL knows the name: the test gives Shopify another one instead
    const record = { ...on.shopify.shop(domain), ianaTimezone: real };
    on.shopify.store.run(
      'update shops set record = ? where domain = ?',
      JSON.stringify(record),
      domain,
    );
    await on.expireSessions();
    await on.open(domain);
    await on.until(async () => (await imports()).length === 2);
    await on.imported(domain, { history: false });
    expect(await shopRow()).toMatchObject({ timezone: real });
    expect(await kept({ ...world, shop: { ...world.shop, ianaTimezone: real } })).toEqual([]);
  });
});

describe('opening the app again', () => {
  it('starts no new import, however often it exchanges a token', async () => {
    await on.install(world);
    await on.imported(domain, { history: false });
    for (let hour = 0; hour < 3; hour++) {
      await on.expireSessions();
      await on.open(domain);
      await on.imported(domain, { history: false });
    }
    expect(await imports()).toEqual([{ state: 'done', failure: null }]);
  });

  it('after an uninstallation imports the whole history again', async () => {
    await on.install(world);
    await on.imported(domain, { history: false });
    on.shopify.uninstall(domain);
    await on.until(async () => (await shopRow())?.uninstalled_at !== null);
    expect(await on.db.query('select 1 from sessions where shop = $1', [domain])).toEqual([]);
    on.shopify.install(domain, { scopes: SCOPES });
    await on.open(domain);
    await on.until(async () => (await imports()).length === 2);
    await on.imported(domain, { history: false });
    expect(await shopRow()).toMatchObject({ uninstalled_at: null });
    expect(await kept(world)).toEqual([]);
  });

  it('after an uninstallation with a late webhook does not lose the shop', async () => {
    await on.install(world);
    await on.imported(domain, { history: false });
    const late = { kind: 'delay', milliseconds: 600_000 } as const;
    on.shopify.webhooks.failNext({ topic: 'app/uninstalled', fault: late });
    on.shopify.uninstall(domain);
    on.shopify.install(domain, { scopes: SCOPES });
    await on.expireSessions();
    await on.open(domain);
    await on.imported(domain, { history: false });
    on.shopify.clock.advance(late.milliseconds);
    await on.shopify.webhooks.settled();
    await on.imported(domain, { history: false });
    expect(await shopRow()).toMatchObject({ uninstalled_at: null });
    expect(await on.db.query('select 1 from sessions where shop = $1', [domain])).toHaveLength(1);
  });
});

describe('a shop without read_all_orders', () => {
  it('is counted from the last 60 days, says so, and imports the rest once it has the scope', async () => {
    await on.install(world, LIMITED);
    await on.imported(domain, { history: false });
    expect(await kept(lastSixtyDays())).toEqual([]);
    expect(await shopRow()).toMatchObject({ history_starts_on: '2026-08-16', scopes: LIMITED });
    expect(await on.state(domain)).toMatchObject({ limitedTo60Days: true });
    expect(await history()).toMatchObject({ windowStart: '2026-08-16' });
    // customers with orders before the window count as incomplete
    expect(await history()).not.toMatchObject({ incompleteCustomers: 0 });

    on.shopify.install(domain, { scopes: SCOPES });
    await on.until(async () => (await imports()).length === 2);
    await on.imported(domain, { history: false });
    expect(await kept(world)).toEqual([]);
    expect(await shopRow()).toMatchObject({ history_starts_on: null, scopes: SCOPES });
    expect(await on.state(domain)).toMatchObject({ limitedTo60Days: false });
    expect(await history()).toMatchObject({ windowStart: null, incompleteCustomers: 0 });
  });

  it('that gains it during the read of its orders reads them from the beginning', async () => {
    on.shopify.bulk.failNext({ kind: 'stall', afterObjects: 3 });
    await on.install(world, LIMITED);
    await on.until(async () => (await imports()).length === 1);
    on.shopify.install(domain, { scopes: SCOPES });
    await on.until(async () => (await imports()).length === 2);
    await on.imported(domain, { history: false });
    expect(await imports()).toEqual([
      { state: 'failed', failure: 'superseded' },
      { state: 'done', failure: null },
    ]);
    expect(await kept(world)).toEqual([]);
    // the useless operation was cancelled
    await on.shopify.bulk.settled();
  });
});
