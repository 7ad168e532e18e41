import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stagePart } from '../../app/ingest/import/bulk-part.server';
import { resumeImport } from '../../app/ingest/import/import.server';
import { readAndMerge } from '../../app/ingest/import/read-and-merge.server';
import {
  dropStaging,
  createStagingTable,
  stagingTable,
} from '../../app/ingest/staging/staging.server';
import { TableWriter } from '../../app/ingest/staging/table-writer.server';
import { auditStep } from '../../app/ingest/reconcile/audit.server';
import { openAudit } from '../../app/ingest/reconcile/open-audit.server';
import { ORDERS_BULK } from '../../app/shopify/documents/order-bulk';
import { sql, withShop, type ShopId } from '../../app/store/db.server';
import { beginImport, partsOf, type ImportPart } from '../../app/store/work/imports';
import { resultOf } from '../support/numbers/measure';
import { LocalShopify } from '../sandbox/local-shopify';
import { youngShop } from '../sandbox/worlds/young';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { NOW } from '../support/shops/import-stage';

const db = await database();
const app = new URL(db.url).username;
const ADDRESS = 'https://storage.googleapis.com/result.jsonl';

/** The response of Shopify's storage; each read of the file has its own. */
let readings: ReadableStreamDefaultController<Uint8Array>[] = [];
const ownFetch = globalThis.fetch;
let file: Uint8Array;
let orders: number;

beforeAll(async () => {
  const world = youngShop({ until: NOW });
  const shopify = await LocalShopify.open({ path: ':memory:' });
  await shopify.addShop(world);
  shopify.install(world.shop.domain, { scopes: ['read_orders', 'read_all_orders'] });
  const lines = [...resultOf(shopify, world.shop.domain, ORDERS_BULK.text)];
  orders = lines.filter((line) => !line.includes('"__parentId"')).length;
  file = Buffer.from(lines.join(''));
  await shopify.close();
  globalThis.fetch = () =>
    Promise.resolve(new Response(new ReadableStream({ start: (one) => void readings.push(one) })));
});
afterAll(() => {
  globalThis.fetch = ownFetch;
});
beforeEach(() => {
  readings = [];
});

const HALF = 0.5;
/** The download begins and stalls. */
async function begins(reading: number, of = file) {
  await expect.poll(() => readings.length).toBe(reading + 1);
  readings[reading]?.enqueue(of.subarray(0, Math.floor(of.length * HALF)));
}
function goesOn(reading: number, of = file) {
  readings[reading]?.enqueue(of.subarray(Math.floor(of.length * HALF)));
  readings[reading]?.close();
}

/** Open transactions of the app, by PostgreSQL's own view. */
const open = async () =>
  (
    await db.query(
      `select 1 from pg_stat_activity where datname = current_database() and usename = $1 and xact_start is not null`,
      [app],
    )
  ).length;

/** Ends the app's connections, as a crash does, and waits until none is left that the app could still pick. */
async function crash() {
  const ended = await db.query(
    `select pid, pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = $1`,
    [app],
  );
  const pids = ended.map(({ pid }) => pid);
  const left = () => db.query('select 1 from pg_stat_activity where pid = any($1)', [pids]);
  await expect.poll(left).toEqual([]);
}

/** An import whose costs and customers are staged and whose orders are ready to be read. */
async function ready(shop: ShopId) {
  const importId = await withShop(shop, (tx) => beginImport(tx, shop, NOW));
  if (importId === null) throw new Error('an import runs already');
  const parts = await withShop(shop, (tx) => partsOf(tx, shop, importId));
  for (const part of parts.filter((one) => one.part !== 'orders'))
    await stagePart(shop, importId, part, NOW);
  const part = parts.find((one) => one.part === 'orders');
  return { importId, part: { ...part, state: 'ready', resultUrl: ADDRESS } as ImportPart };
}

/** A shop with an earlier import and one order of the file. */
async function known(domain: string) {
  const shop = await addShop(db, domain);
  const { importId, part } = await ready(shop);
  const importing = readAndMerge(shop, importId, part, 'Asia/Tokyo', NOW);
  await begins(0);
  goesOn(0);
  await importing;
  readings = [];
  await db.query(
    `delete from orders where shop_id = $1 and id <> (select min(id) from orders where shop_id = $1)`,
    [shop],
  );
  return shop;
}

const merged = async (shop: ShopId) =>
  Number((await db.query('select count(*) from orders where shop_id = $1', [shop]))[0]?.count);

describe('while the file of a later import downloads', () => {
  it('no transaction is open', async () => {
    const shop = await known('later.myshopify.com');
    const { importId, part } = await ready(shop);
    const importing = readAndMerge(shop, importId, part, 'Asia/Tokyo', NOW);
    await begins(0);
    await expect.poll(open).toBe(0);
    expect(await merged(shop)).toBe(1);
    goesOn(0);
    expect(await importing).toMatchObject({ state: 'staged' });
    expect(await merged(shop)).toBe(orders);
  });

  it('a crash of PostgreSQL, which empties staging and ends connections, is noticed', async () => {
    const shop = await known('crashed.myshopify.com');
    const { importId, part } = await ready(shop);
    const importing = readAndMerge(shop, importId, part, 'Asia/Tokyo', NOW);
    const failed = expect(importing).rejects.toThrow(/connection|terminat/i);
    await begins(0);
    await expect.poll(open).toBe(0);
    await crash();
    goesOn(0);
    await failed;
    expect(await merged(shop)).toBe(1);
  });
});

describe('while the file of a first import downloads', () => {
  it('its transaction is open for a limited time; a second read has no open transaction', async () => {
    const shop = await addShop(db, 'first.myshopify.com');
    const { importId, part } = await ready(shop);
    const importing = readAndMerge(shop, importId, part, 'Asia/Tokyo', NOW, { besideMs: 300 });
    await begins(0);
    await begins(1);
    await expect.poll(open).toBe(0);
    expect(await merged(shop)).toBe(0);
    goesOn(1);
    expect(await importing).toMatchObject({ state: 'staged' });
    expect(await merged(shop)).toBe(orders);
    expect(
      await db.query(`select tablename from pg_tables where tablename like $1`, [
        `%\\_${shop}\\_%`,
      ]),
    ).toEqual([]);
  });

  it('its rows are merged in one transaction if it arrives in time', async () => {
    const shop = await addShop(db, 'quick.myshopify.com');
    const { importId, part } = await ready(shop);
    const importing = readAndMerge(shop, importId, part, 'Asia/Tokyo', NOW);
    await begins(0);
    await expect.poll(open).toBeGreaterThan(0);
    goesOn(0);
    await importing;
    expect(readings).toHaveLength(1);
    expect(await merged(shop)).toBe(orders);
  });
});

/** Locks every existing table, as pg_dump does until it ends. */
async function dump() {
  const client = await db.pool.connect();
  const tables = await db.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'staging')`,
  );
  await client.query('begin isolation level repeatable read, read only');
  for (const { name } of tables)
    await client.query(`lock table ${String(name)} in access share mode`);
  return {
    end: async () => {
      await client.query('commit');
      client.release();
    },
  };
}

const stagedOf = async (shop: ShopId) =>
  (
    await db.query(
      `select tablename as name from pg_tables where schemaname = 'staging' and tablename like $1 order by 1`,
      [`%\\_${shop}\\_%`],
    )
  ).map(({ name }) => String(name).split('_')[0]);
const anHourLater = (shop: ShopId) => withShop(shop, (tx) => resumeImport(tx, shop, NOW));

describe('a running pg_dump', () => {
  it('blocks neither the end of an import nor a second read of its file', async () => {
    const shop = await known('dumped.myshopify.com');
    const { importId, part } = await ready(shop);
    // the rows of an earlier attempt
    await withShop(shop, async (tx) => {
      await createStagingTable(tx, shop, importId, 'costs');
      await createStagingTable(tx, shop, importId, 'orders');
      await tx.query(sql`
        insert into ${stagingTable(shop, importId, 'orders')}
        select 1, 'half read', now(), now(), null, null, false, null, 'JPY', false, null, 1, 1, 0, null`);
    });
    const dumping = await dump();
    const importing = readAndMerge(shop, importId, part, 'Asia/Tokyo', NOW);
    await begins(0);
    goesOn(0);
    expect(await importing).toMatchObject({ state: 'staged' });
    expect(await merged(shop)).toBe(orders);
    expect(await stagedOf(shop)).toEqual(['costs', 'customers', 'orders']);

    // unused tables are dropped; the tables of a running import are not
    const next = await ready(shop);
    await anHourLater(shop);
    expect(await stagedOf(shop)).toEqual(['costs', 'costs', 'customers', 'customers', 'orders']);
    await dumping.end();
    await anHourLater(shop);
    expect(await stagedOf(shop)).toEqual(['costs', 'customers']);
    const patience = await withShop(shop, async (tx) => {
      await dropStaging(tx, shop, next.importId);
      return await tx.query(sql`select current_setting('lock_timeout') as lock`);
    });
    expect(patience.rows).toEqual([{ lock: '2min' }]);
    expect(await stagedOf(shop)).toEqual([]);
  });
});

describe('while the file of an id audit downloads', () => {
  /** Enough rows for several writes. */
  const VARIANTS = 30_000;
  const costs = Buffer.from(
    Array.from({ length: VARIANTS }, (_, at) =>
      JSON.stringify({
        id: `gid://shopify/ProductVariant/${at + 1}`,
        ...{ title: 'Default Title', sku: null },
        product: { id: 'gid://shopify/Product/7', title: `Tea ${'of the mountain '.repeat(6)}` },
        inventoryItem: { unitCost: { amount: '12.5' } },
      }),
    ).join('\n'),
  );

  /** An audit whose file is ready, with the file's own number of lines. */
  async function shopWithAudit(domain: string) {
    const shop = await addShop(db, domain);
    await withShop(shop, (tx) => openAudit(tx, shop, 'costs', { why: 'due' }));
    await db.query(
      `update audit_parts set state = 'ready', result_url = $2, prepared_lines = $3 where shop_id = $1`,
      [shop, ADDRESS, VARIANTS],
    );
    return shop;
  }
  const known = (shop: ShopId) =>
    db.query(
      `select state, (select count(*)::int from variant_costs where shop_id = $1) as costs
      from audits where shop_id = $1`,
      [shop],
    );
  const tables = () => db.query(`select relname from pg_class where relname = 'audited_costs'`);

  it('no transaction is open, and its rows are deleted with it', async () => {
    const shop = await shopWithAudit('audited.myshopify.com');
    const auditing = auditStep(shop, 'costs', false);
    await begins(0, costs);
    await expect.poll(tables).toHaveLength(1);
    await expect.poll(open).toBe(0);
    expect(await known(shop)).toEqual([{ state: 'running', costs: 0 }]);
    goesOn(0, costs);
    await auditing;
    expect(await known(shop)).toEqual([{ state: 'done', costs: VARIANTS }]);
    await expect.poll(tables).toEqual([]);
  });

  it('a crash of PostgreSQL is noticed, and the file is read again', async () => {
    const shop = await shopWithAudit('unaudited.myshopify.com');
    const auditing = auditStep(shop, 'costs', false);
    const failed = expect(auditing).rejects.toThrow(/connection|terminat/i);
    await begins(0, costs);
    await expect.poll(tables).toHaveLength(1);
    await expect.poll(open).toBe(0);
    await crash();
    goesOn(0, costs);
    await failed;
    expect(await known(shop)).toEqual([{ state: 'running', costs: 0 }]);
    const again = auditStep(shop, 'costs', false);
    await begins(1, costs);
    goesOn(1, costs);
    await again;
    expect(await known(shop)).toEqual([{ state: 'done', costs: VARIANTS }]);
  });
});

describe('staged rows', () => {
  it('are visible piece by piece, and deleted when the read is aborted', async () => {
    const shop = await addShop(db, 'pieces.myshopify.com');
    const writer = new TableWriter(shop, 7, 'costs');
    for (let id = 0; id < 3_000; id++)
      await writer.write([String(id), '1', 'a title '.repeat(100), '\\N', 'one', null]);
    await expect.poll(open).toBe(0);
    const staged = `staging."costs_${shop}_7_0"`;
    expect(await db.query(`select count(*) > 1000 as some from ${staged}`)).toEqual([
      { some: true },
    ]);
    await writer.abandon();
    expect(await db.query(`select to_regclass('${staged}') as it`)).toEqual([{ it: null }]);
  });
});
