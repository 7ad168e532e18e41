import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import {
  removePostgres,
  startPostgres,
  type EmbeddedPostgres,
} from '../sandbox/postgres/embedded-postgres';
import { migrated } from '../commands/database';
import { newKeys } from '../commands/demo/demo-data';
import { RunningApp } from '../commands/processes/running-app';
import { LocalShopify } from '../sandbox/local-shopify';
import { largeShop } from '../sandbox/worlds/large';
import { baseBackup } from './base-backup';
import { eventually } from '../support/eventually';

const DATABASE = 'omega';
const world = largeShop({ orders: 300, until: new Date(), days: 120 });
const { domain } = world.shop;

let folder: string;
let servers: EmbeddedPostgres[] = [];
let apps: RunningApp[] = [];
let shopify: LocalShopify;
let shopifyUrl: string;
const place = (name: string): string => join(folder, name);
const env = { LOG_LEVEL: 'warn', TOKEN_ENCRYPTION_KEYS: newKeys() };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'omega-backup-'));
  // Started by root, PostgreSQL runs under another account, which needs access to the folders and the archive.
  chmodSync(folder, 0o711);
  for (const name of ['first', 'second']) mkdirSync(place(name), { mode: 0o711 });
  mkdirSync(place('archive'));
  chmodSync(place('archive'), 0o777);
  shopify = await LocalShopify.open({ path: ':memory:' });
  await shopify.addShop(world);
  shopifyUrl = (await shopify.listen()).url;
});
afterAll(async () => {
  for (const app of apps) await app.kill();
  for (const server of servers) await server.stop();
  for (const name of ['first', 'second']) removePostgres(place(name));
  await shopify.close();
  rmSync(folder, { recursive: true, force: true });
});

async function server(name: string, settings: Record<string, string>): Promise<EmbeddedPostgres> {
  const started = await startPostgres({ dataDir: place(name), log: () => undefined, settings });
  servers.push(started);
  return started;
}

async function appOn(postgres: EmbeddedPostgres): Promise<RunningApp> {
  const databaseUrl = postgres.url(DATABASE);
  const app = await RunningApp.start({ databaseUrl, shopify, shopifyUrl, folder, env });
  apps.push(app);
  return app;
}

const row = z.record(z.string(), z.unknown());

async function query(postgres: EmbeddedPostgres, statement: string) {
  const client = new pg.Client({ connectionString: postgres.serverUrl(DATABASE) });
  await client.connect();
  try {
    return z.array(row).parse((await client.query(statement)).rows);
  } finally {
    await client.end();
  }
}

/** Every logged table with a sum over its rows, and the numbers that pages show. */
async function everything(postgres: EmbeddedPostgres): Promise<Record<string, unknown>[]> {
  const tables = await query(
    postgres,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = 'public' and not exists (
       select from pg_class where oid = format('%I.%I', schemaname, tablename)::regclass and relpersistence = 'u')
     order by 1`,
  );
  const sums = tables.map(({ name }) => {
    const table = String(name);
    return `select '${table}' as name, count(*)::int as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as sum from ${table} t`;
  });
  return await query(postgres, sums.join(' union all '));
}

const report = (postgres: EmbeddedPostgres) =>
  query(postgres, 'select as_of::text, numbers from snapshots order by as_of');
const workedOut = (postgres: EmbeddedPostgres) =>
  query(
    postgres,
    `select (select count(*) from purchases)::int as purchases, (select count(*) from customer_summaries)::int as customers,
       (select count(*) from day_books)::int as days, (select count(*) from books)::int as books`,
  );

/** Waits until the shop is imported, it has numbers, and no job is due. */
const settled = (postgres: EmbeddedPostgres) =>
  eventually(async () => {
    const [state] = await query(
      postgres,
      `select (select count(*) from snapshots)::int as snapshots, (select count(*) from books)::int as books,
         (select count(*) from graphile_worker.jobs where run_at <= now())::int as jobs`,
    );
    expect(state).toMatchObject({ books: 1, jobs: 0 });
    expect(state?.snapshots).toBeGreaterThan(1);
  });

it('a backup of the running database, restored elsewhere, shows the same numbers', async () => {
  const first = await server('first', {
    wal_level: 'replica',
    archive_mode: 'on',
    archive_command: `cp %p "${place('archive')}/%f"`,
  });
  await migrated(first, DATABASE);
  const app = await appOn(first);
  await app.install(domain);
  await settled(first);

  const target = place('second/postgres/cluster');
  mkdirSync(place('second/postgres'), { mode: 0o711 });
  await baseBackup(first.serverUrl(DATABASE), place('first/postgres/cluster'), target, async () => {
    await query(first, `update shops set name = 'Renamed while the files were copied'`);
  });
  await query(first, `update shops set locale = 'ja'`);
  await app.stop();
  const before = { report: await report(first), workedOut: await workedOut(first) };
  const all = await everything(first);
  await query(first, 'select pg_switch_wal()');
  await eventually(async () => {
    const [archived] = await query(
      first,
      `select last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) as whole from pg_stat_archiver`,
    );
    expect(archived).toEqual({ whole: true });
  });
  await first.stop();
  servers = [];

  copyFileSync(place('first/postgres-password'), place('second/postgres-password'));
  const second = await server('second', {
    restore_command: `cp "${place('archive')}/%f" "%p"`,
    // no connection before the recovery is complete
    hot_standby: 'off',
  });
  expect(await query(second, 'select name, locale from shops')).toEqual([
    { name: 'Renamed while the files were copied', locale: 'ja' },
  ]);
  expect(await everything(second)).toEqual(all);
  expect(await report(second)).toEqual(before.report);
  // Computed tables are in no backup: pages show the snapshots, and the worker rebuilds the tables.
  expect(await workedOut(second)).toEqual([{ purchases: 0, customers: 0, days: 0, books: 0 }]);

  const restored = await appOn(second);
  expect((await restored.ask(domain, '/app')).status).toBe(200);
  await query(
    second,
    `select graphile_worker.add_job('snapshot.refresh', json_build_object('shopId', id)) from shops`,
  );
  await settled(second);
  expect(await workedOut(second)).toEqual(before.workedOut);
  // Home asks for the day that it compares with too, where no month's first day is that day
  expect(await report(second)).toEqual(expect.arrayContaining(before.report));
  apps = [];
  await restored.stop();
});
