import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { bringUpToDate } from '../../app/migrate/up-to-date.server';
import { migrateQueue } from '../../app/queue/migrate.server';
import { migrate, OldDatabase } from '../../app/store/schema/migrate.server';
import { MigrationTrouble } from '../../app/store/schema/migration-lock.server';
import { database, type TestDatabase } from '../support/database';
import { awaited } from '../support/awaited';
import { eventually } from '../support/eventually';

const ours = { migrations: join(import.meta.dirname, '../../prisma/migrations') };
let db: TestDatabase;

beforeAll(async () => {
  db = await database();
});

/** A folder of migrations: name to SQL. */
function folderOf(migrations: Record<string, string>): { migrations: string } {
  const folder = mkdtempSync(join(tmpdir(), 'omega-migrations-'));
  for (const [name, statements] of Object.entries(migrations)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'migration.sql'), statements);
  }
  return { migrations: folder };
}

/** The migrations that a database lacked. */
const applied = async (folder: { migrations: string }) =>
  (await migrate(db.ownerUrl, folder)).migrations;

describe('migrate', () => {
  it('finds nothing to do in a database that is up to date', async () => {
    expect(await applied(ours)).toEqual([]);
  });

  it('applies new migrations in the order of their names', async () => {
    const folder = folderOf({
      '2_second': 'insert into migrated values (2)',
      '1_first': 'create table migrated (n int); insert into migrated values (1)',
    });
    expect(await applied(folder)).toEqual(['1_first', '2_second']);
    expect(await db.query('select n from migrated order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('leaves nothing of a failed migration, and names it', async () => {
    const folder = folderOf({ '3_broken': 'create table half (n int); select no_such_function()' });
    await expect(migrate(db.ownerUrl, folder)).rejects.toThrow(
      /^Migration 3_broken failed: function no_such_function\(\) does not exist\.$/,
    );
    expect(await db.query(`select to_regclass('half') as half`)).toEqual([{ half: null }]);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    await migrate(db.ownerUrl, folderOf({ '4_fine': 'select 1' }));
    await expect(migrate(db.ownerUrl, folderOf({ '4_fine': 'select 2' }))).rejects.toThrow(
      MigrationTrouble,
    );
  });

  it('applies each migration once if two runs start at once', async () => {
    const folder = folderOf({ '5_once': 'create table once (n int)' });
    const both = await Promise.all([applied(folder), applied(folder)]);
    expect(both.flat()).toEqual(['5_once']);
  });

  it.each([
    ['a database of before the baseline', '20261121000000_foundation'],
    ['one of before it that lacks migrations', '20261129190000_survey_echoes'],
  ])('refuses %s, and gives the remedy', async (_, name) => {
    await db.query(`insert into _prisma_migrations (id, checksum, migration_name, finished_at)
      values ('old', '', '${name}', now())`);
    onTestFinished(async () => {
      await db.query(`delete from _prisma_migrations where id = 'old'`);
    });
    const refusal: unknown = await migrate(
      db.ownerUrl,
      folderOf({ '9_never': 'create table never (n int)' }),
    ).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(OldDatabase);
    expect((refusal as Error).message).toMatch(
      new RegExp(`has the migration ${name}.*Make an empty database.*npm run migrate again`),
    );
    expect(await db.query(`select to_regclass('never') as never`)).toEqual([{ never: null }]);
  });
});

/** Locks a table until the returned function is called or the test ends. */
async function inUse(table: string, mode: 'row exclusive' | 'access exclusive') {
  const client = await db.pool.connect();
  await client.query(`begin; lock table ${table} in ${mode} mode`);
  let ended = false;
  const end = async () => {
    if (!ended) await client.query('rollback').finally(() => client.release());
    ended = true;
  };
  onTestFinished(end);
  return { end };
}

const QUICK = { lockMs: 100, pauseMs: 10 };

describe('a migration of a table in use', () => {
  it('lets other users of the table continue, and finishes when it is free', async () => {
    await db.query('create table crowded (n int)');
    await db.query(`alter table crowded owner to ${new URL(db.ownerUrl).username}`);
    const merge = await inUse('crowded', 'row exclusive');
    const heldUp = vi.fn();
    const done = migrate(
      db.ownerUrl,
      folderOf({ '6_crowded': 'alter table crowded add column more int' }),
      { ...QUICK, heldUp },
    );
    await eventually(async () => {
      expect(await db.query(awaited('crowded'))).toHaveLength(1);
    });
    // a new user of the table waits behind the migration, for one attempt at most
    const reader = await db.pool.connect();
    onTestFinished(() => reader.release());
    await reader.query(`set statement_timeout = '5s'`);
    expect((await reader.query('select * from crowded')).rows).toEqual([]);
    await eventually(() => expect(heldUp).toHaveBeenCalledWith('6_crowded'));
    await merge.end();
    expect((await done).migrations).toEqual(['6_crowded']);
  });

  it('gives up in the end without a change, and says so', async () => {
    await db.query('create table never_free (n int)');
    await db.query(`alter table never_free owner to ${new URL(db.ownerUrl).username}`);
    await inUse('never_free', 'row exclusive');
    const folder = folderOf({
      '7_never': 'create table before_it (n int); alter table never_free add column more int',
    });
    await expect(migrate(db.ownerUrl, folder, { ...QUICK, forMs: 300 })).rejects.toThrow(
      /^Migration 7_never was held up: a table that it changes was in use all the time\. .*npm run migrate/,
    );
    expect(await db.query(`select to_regclass('before_it') as it`)).toEqual([{ it: null }]);
  });

  it('gives way in a deadlock', async () => {
    await db.query('create table first_one (n int); create table second_one (n int)');
    for (const table of ['first_one', 'second_one'])
      await db.query(`alter table ${table} owner to ${new URL(db.ownerUrl).username}`);
    const other = await db.pool.connect();
    onTestFinished(() => other.release());
    await other.query(`set deadlock_timeout = '1min'; begin; lock table second_one`);
    const folder = folderOf({
      '8_both': 'alter table first_one add column n2 int; alter table second_one add column n2 int',
    });
    // long enough for PostgreSQL to detect the deadlock
    const done = migrate(db.ownerUrl, folder, { ...QUICK, lockMs: 10_000 });
    await eventually(async () => {
      expect(await db.query(awaited('second_one'))).toHaveLength(1);
    });
    await other.query('lock table first_one; commit');
    expect((await done).migrations).toEqual(['8_both']);
  });
});

describe('the migration of the queue', () => {
  it('waits for a table in use as the app’s migrations do', async () => {
    const heldUp = vi.fn();
    const worker = await inUse('graphile_worker.migrations', 'access exclusive');
    const done = migrateQueue(db.ownerUrl, { ...QUICK, heldUp });
    await eventually(() => expect(heldUp).toHaveBeenCalled());
    await worker.end();
    await done;
  });

  it('runs after the app’s migrations and functions', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'omega-prisma-'));
    cpSync(folderOf({ '9_last': 'select 1' }).migrations, join(folder, 'migrations'), {
      recursive: true,
    });
    cpSync(join(ours.migrations, '../functions'), join(folder, 'functions'), { recursive: true });
    const addresses = { owner: db.ownerUrl, app: db.url };
    expect(await bringUpToDate(addresses, folder)).toEqual({
      migrations: ['9_last'],
      functions: { changed: [], newer: false },
      lacks: null,
    });
  });
});
