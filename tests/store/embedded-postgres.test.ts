import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  PostgresTrouble,
  removePostgres,
  startPostgres,
  type EmbeddedPostgres,
} from '../sandbox/postgres/embedded-postgres';
import { bringUpToDate } from '../../app/migrate/up-to-date.server';
import { migrateQueue } from '../../app/queue/migrate.server';
import { runsAsRoot } from '../sandbox/postgres/account';
import { migrate } from '../../app/store/schema/migrate.server';
import { eventually } from '../support/eventually';

const folders: string[] = [];
const children: ChildProcess[] = [];
let shared: string;

beforeAll(() => {
  shared = folder();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => {
  for (const dataDir of folders) {
    removePostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** A new data folder that other users may enter. */
function folder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'omega-postgres-'));
  chmodSync(dataDir, 0o711);
  folders.push(dataDir);
  return dataDir;
}

async function start(dataDir: string): Promise<{ postgres: EmbeddedPostgres; said: string[] }> {
  const said: string[] = [];
  const postgres = await startPostgres({ dataDir, log: (line) => said.push(line) });
  return { postgres, said };
}

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** A process of its own that uses the folder's PostgreSQL, and the port that it printed. */
async function holder(dataDir: string): Promise<{ child: ChildProcess; port: number }> {
  const script = join(import.meta.dirname, 'hold-postgres.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [text]: unknown[] = await once(child.stdout, 'data');
  return { child, port: Number(String(text)) };
}

const lockOf = (dataDir: string) => join(dataDir, 'postgres/cluster/postmaster.pid');

describe('the embedded PostgreSQL', () => {
  it('keeps committed data, with fsync on', async () => {
    const first = (await start(shared)).postgres;
    await first.createDatabase('kept');
    await ask(first.ownerUrl('kept'), 'create table t as select 7 as n');
    await first.stop();
    const second = (await start(shared)).postgres;
    expect(await ask(second.ownerUrl('kept'), 'select n from t')).toBe(7);
    expect(await ask(second.url('kept'), 'show fsync')).toBe('on');
    expect(await ask(second.url('kept'), 'show synchronous_commit')).toBe('on');
    await second.stop();
  });

  it('gives each database to an owner without power over the server, and the app fewer rights', async () => {
    const { postgres } = await start(shared);
    await postgres.createDatabase('owned');
    const power = 'rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication';
    const of = 'from pg_roles where rolname = current_user';
    for (const url of [postgres.ownerUrl('owned'), postgres.url('owned')]) {
      expect(await ask(url, `select ${power} ${of}`)).toBe(false);
      await expect(ask(url, 'create database another')).rejects.toThrow(/denied/);
    }
    expect(await ask(postgres.serverUrl('owned'), `select rolsuper ${of}`)).toBe(true);
    await ask(postgres.ownerUrl('owned'), 'create table t (n int)');
    for (const statement of ['create table of_the_app (n int)', 'drop table t', 'create schema x'])
      await expect(ask(postgres.url('owned'), statement)).rejects.toThrow(/denied|owner/);
    await postgres.stop();
  });

  it('hands over objects that an older version of the app created as the server’s own role', async () => {
    const { postgres } = await start(shared);
    const older = postgres.serverUrl('older');
    await ask(postgres.serverUrl('postgres'), 'create database older');
    await migrate(older, { migrations: join(import.meta.dirname, '../../prisma/migrations') });
    await migrateQueue(older);
    await ask(older, `insert into shops (domain, installed_at) values ('kept', now())`);
    await ask(older, 'create unlogged table staging.left_behind (n int)');
    await ask(older, `create type mood as enum ('fine')`);

    for (let times = 0; times < 2; times++) await postgres.createDatabase('older');
    const url = postgres.url('older');
    expect(
      await ask(
        older,
        `select string_agg(thing, ', ') from (
           select relname::text as thing, relowner as owner from pg_class where oid >= 16384 and relkind <> 't'
           union all select proname, proowner from pg_proc where oid >= 16384
           union all select typname, typowner from pg_type where oid >= 16384
           union all select nspname, nspowner from pg_namespace where oid >= 16384
           union all select datname, datdba from pg_database where datname = 'older'
         ) own where owner <> 'omega_owner'::regrole`,
      ),
    ).toBeNull();
    const addresses = { owner: postgres.ownerUrl('older'), app: url };
    await bringUpToDate(addresses, join(import.meta.dirname, '../../prisma'));
    expect(await ask(url, 'select domain from shops')).toBe('kept');
    await ask(url, `select graphile_worker.add_job('shop.install')`);
    await postgres.stop();
  });

  it('accepts this machine only, and no connection without the password', async () => {
    const { postgres } = await start(shared);
    const wrong = postgres.url('postgres').replace(/:[^:@/]+@/, ':guess@');
    await expect(ask(wrong, 'select 1')).rejects.toThrow(/password authentication failed/);
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one !== undefined && !one.internal && one.family === 'IPv4');
    if (outside) {
      const there = postgres.url('postgres').replace('127.0.0.1', outside.address);
      await expect(ask(there, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    }
    expect(statSync(join(shared, 'postgres-password')).mode & 0o777).toBe(0o600);
    await postgres.stop();
  });

  it('is one server for all users of a folder, and ends with the last of them', async () => {
    const [one, two] = [await start(shared), await start(shared)];
    expect(two.postgres.port).toBe(one.postgres.port);
    await one.postgres.stop();
    expect(await ask(two.postgres.url('postgres'), 'select 1')).toBe(1);
    await two.postgres.stop();
    await expect(ask(two.postgres.url('postgres'), 'select 1')).rejects.toThrow(/ECONNREFUSED/);
    expect(existsSync(lockOf(shared))).toBe(false);
  });

  it('ends with its killed user', async () => {
    const { child } = await holder(shared);
    expect(existsSync(lockOf(shared))).toBe(true);
    child.kill('SIGKILL');
    await eventually(() => expect(existsSync(lockOf(shared))).toBe(false));
  });

  it('survives one killed user while another uses it', async () => {
    const { child } = await holder(shared);
    const { postgres } = await start(shared);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await ask(postgres.url('postgres'), 'select 1')).toBe(1);
    await postgres.stop();
    expect(existsSync(lockOf(shared))).toBe(false);
  });

  it('clears the lock of a dead server whose process id another program has now', async () => {
    writeFileSync(lockOf(shared), `${process.pid}\n/somewhere\n1\n5432\n\n127.0.0.1\n`);
    const { postgres, said } = await start(shared);
    expect(said).toEqual([
      'PostgreSQL was not stopped cleanly last time: removing its stale lock.',
    ]);
    expect(await ask(postgres.url('postgres'), 'select 1')).toBe(1);
    await postgres.stop();
  });

  it('refuses to remove data in use', async () => {
    const { postgres } = await start(shared);
    expect(() => removePostgres(shared)).toThrow(/is in use\. Stop what runs on it/);
    await postgres.stop();
  });

  it('gives the remedy for data of another major version', async () => {
    const version = join(shared, 'postgres/cluster/PG_VERSION');
    const ours = readFileSync(version, 'utf8');
    writeFileSync(version, '17\n');
    await expect(start(shared)).rejects.toThrow(
      /is PostgreSQL 17's, and this is PostgreSQL 18\. Start over with: npm run demo -- --fresh/,
    );
    writeFileSync(version, ours);
  });

  it('recreates half-written data, and says so', async () => {
    rmSync(join(shared, 'postgres/cluster/global/pg_control'));
    const { postgres, said } = await start(shared);
    expect(said.join()).toMatch(/half written \(global\/pg_control is missing\): rebuilding it/);
    await postgres.stop();
  });

  it('reports a missing permission without a stack', async () => {
    const file = join(folder(), 'a-file');
    writeFileSync(file, '');
    const failure = await start(join(file, 'data')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PostgresTrouble);
    expect(String(failure)).toMatch(/^PostgresTrouble: Making the folder for the data failed/);
  });

  if (runsAsRoot())
    it('runs from a folder that only root may enter', async () => {
      const closed = folder();
      chmodSync(closed, 0o700);
      const { postgres, said } = await start(closed);
      expect(said.join()).toMatch(/who may not enter this folder: using \/var\/tmp\/omega-/);
      expect(await ask(postgres.url('postgres'), 'select 1')).toBe(1);
      await postgres.stop();
    });
});
