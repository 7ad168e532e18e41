import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { openMerge } from '../../app/ingest/merge/merge.server';
import { readPart } from '../../app/ingest/import/read-part.server';
import { ORDERS_BULK } from '../../app/shopify/documents/order-bulk';
import { FACT_FIELDS_VERSION } from '../../app/shopify/documents/fact-fields';
import { confirmationHash } from '../../app/store/secrets/confirmation-numbers.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import { resultOf } from '../support/numbers/measure';
import type { OrderRecord } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { everythingStored } from '../support/shops/everything-stored';
import { NOW, stage } from '../support/shops/import-stage';

const on = await stage();
const { enqueueHourlyWork } = await import('../../app/worker/schedule/hourly.server');
const { openImport } = await import('../../app/ingest/import/import.server');
await on.work();

const tea = teaShop({ until: NOW, days: 60, customers: 150, daysBeforeShopify: 0 });
const { domain } = tea.shop;
const numbers = tea.orders().flatMap(({ confirmationNumber: number }) => number ?? []);
const [first] = tea.orders().filter(({ confirmationNumber: number }) => number !== null);
let shop: ShopId;

beforeAll(async () => {
  await on.install(tea);
  await on.imported(domain, { history: false });
  shop = await on.shopId(domain);
});

/** The hash of each order's number, null for one without, by id. */
async function hashesOf(orders: readonly OrderRecord[]): Promise<Record<string, string | null>> {
  const hashOf = await withShop(shop, (tx) => confirmationHash(tx, shop));
  return Object.fromEntries(
    orders.map(({ id, confirmationNumber: number }) => [String(id), hashOf(number)]),
  );
}

async function stored(): Promise<Record<string, unknown>> {
  const rows = await on.db.query(
    `select id::text, encode(confirmation_hash, 'hex') as hash from orders where shop_id = $1`,
    [shop],
  );
  return Object.fromEntries(rows.map(({ id, hash }) => [String(id), hash]));
}

async function numbersStored(): Promise<string[]> {
  const all = await everythingStored(on.db);
  return numbers.filter((number) => all.includes(number));
}

const imports = () =>
  on.db.query('select state, fact_fields from imports where shop_id = $1 order by id', [shop]);
const forget = (where = 'true') =>
  on.db.query(`update orders set confirmation_hash = null where shop_id = $1 and ${where}`, [shop]);

describe('the confirmation numbers of a shop', () => {
  it('are kept as hashes under its key, and nowhere in plain text', async () => {
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers.length).toBeLessThan(tea.orders().length);
    expect(await stored()).toEqual(await hashesOf(tea.orders()));
    expect(await numbersStored()).toEqual([]);
    expect(await imports()).toEqual([{ state: 'done', fact_fields: FACT_FIELDS_VERSION }]);
    // the limit of its buyers' messages depends on its orders a day, from its first day on
    const lately = tea.orders().filter(({ processedAt }) => {
      const ago = NOW.getTime() - Date.parse(processedAt);
      return ago >= 0 && ago < 30 * 86_400_000;
    });
    const [{ orders_a_day: aDay } = {}] = await on.db.query('select orders_a_day from shops');
    expect(aDay).toBeGreaterThanOrEqual(Math.floor(lately.length / 30));
    expect(aDay).toBeGreaterThan(0);
  });

  it('are hashes in staging too', async () => {
    const result = resultOf(on.shopify, domain, ORDERS_BULK.text);
    await readPart(shop, 9, 'orders', Readable.from(result));
    const staged = await on.db.query(
      `select id::text, encode(confirmation_hash, 'hex') as hash from staging.orders_${shop}_9_0`,
    );
    expect(Object.fromEntries(staged.map(({ id, hash }) => [String(id), hash]))).toEqual(
      await hashesOf(tea.orders()),
    );
    expect(await numbersStored()).toEqual([]);
    await withShop(shop, async (tx) => (await openMerge(tx, shop, 9, '2026-10-15')).batch(0));
  });

  it('are read with each order of a webhook', async () => {
    const id = on.shopify.events(domain, { seed: '1' }).orderPlaced();
    await on.shopify.webhooks.settled();
    await on.imported(domain, { history: false });
    const placed = on.shopify.orders(domain).get(id);
    if (placed === null) throw new Error('no order was placed');
    expect(await stored()).toMatchObject(await hashesOf([placed]));
    expect(await everythingStored(on.db)).not.toContain(placed.confirmationNumber);
    on.shopify.orders(domain).delete(id);
    await on.shopify.webhooks.settled();
    await on.imported(domain, { history: false });
  });
});

describe('a history imported without them', () => {
  const unread = async () => {
    await forget();
    await on.db.query('update imports set fact_fields = 0 where shop_id = $1', [shop]);
  };

  it.each([
    ['within the hour', () => enqueueHourlyWork()],
    ['when the merchant opens the app', () => openImport(shop, 'installed')],
  ])('is imported again once, %s', async (_, begin) => {
    await unread();
    const before = (await imports()).length;
    await begin();
    await on.imported(domain, { history: false });
    expect(await stored()).toEqual(await hashesOf(tea.orders()));
    expect((await imports()).slice(before)).toEqual([
      { state: 'done', fact_fields: FACT_FIELDS_VERSION },
    ]);
    await begin();
    await on.imported(domain, { history: false });
    expect(await imports()).toHaveLength(before + 1);
  });

  it('is retried a day after a failure, and not before', async () => {
    await unread();
    await on.db.query(
      `insert into imports (shop_id, state, phase, started_at, finished_at, failure)
       values ($1, 'failed', 'asking', $2, $2, 'unavailable')`,
      [shop, new Date(Date.now() + (await offset()))],
    );
    const before = (await imports()).length;
    await openImport(shop, 'installed');
    expect(await imports()).toHaveLength(before);
    await on.db.query(
      `update imports set finished_at = finished_at - interval '25 hours' where state = 'failed'`,
    );
    await openImport(shop, 'installed');
    await on.imported(domain, { history: false });
    expect(await imports()).toHaveLength(before + 1);
    expect(await stored()).toEqual(await hashesOf(tea.orders()));
  });

  const offset = async () => (await import('../../app/env.server')).env().CLOCK_OFFSET_MS;
});

describe('a merge', () => {
  /** Merges the current result of a bulk query. */
  async function merge(text = ORDERS_BULK.text): Promise<void> {
    await readPart(shop, 9, 'orders', Readable.from(resultOf(on.shopify, domain, text)));
    await withShop(shop, async (tx) => (await openMerge(tx, shop, 9, '2026-10-15')).batch(0));
  }
  const rowOf = async (id: number) =>
    (
      await on.db.query(
        `select name, updated_at, encode(confirmation_hash, 'hex') as hash from orders
         where shop_id = $1 and id = $2`,
        [shop, id],
      )
    )[0];

  it('fills in the missing number of an unchanged order', async () => {
    await forget();
    await merge();
    expect(await stored()).toEqual(await hashesOf(tea.orders()));
  });

  it('fills it in for an order of a newer state, which stays', async () => {
    const { id = 0 } = first ?? {};
    await on.db.query(
      `update orders set updated_at = updated_at + interval '1 hour', name = 'newer', confirmation_hash = null
       where shop_id = $1 and id = $2`,
      [shop, id],
    );
    const before = await rowOf(id);
    await merge();
    const hash = (await hashesOf(tea.orders()))[String(id)];
    expect(hash).toMatch(/^[\da-f]{32}$/);
    expect(await rowOf(id)).toEqual({ ...before, hash });
  });

  it('keeps them if the query is from before an upgrade', async () => {
    const { id = 0 } = tea.orders()[7] ?? {};
    const order = on.shopify.orders(domain).get(id);
    if (order === null) throw new Error('there is no such order');
    const updatedAt = NOW.toISOString();
    on.shopify.orders(domain).put({ ...order, name: 'changed', updatedAt });
    await on.shopify.webhooks.settled();
    const older = ORDERS_BULK.text.replace(/\bconfirmationNumber\b/, '');
    expect(older).not.toBe(ORDERS_BULK.text);
    await merge(older);
    expect(await rowOf(id)).toMatchObject({ name: 'changed' });
    expect(await stored()).toEqual(await hashesOf(tea.orders()));
  });
});
