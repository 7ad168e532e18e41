import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../app/store/schema/migrate.server';
import { projectFolder } from '../support/processes/ensure-built';
import { database } from '../support/database';
import { pooler } from '../support/processes/pooler';
import { startBuilt } from '../support/processes/built';

const MIGRATIONS = join(projectFolder, 'prisma/migrations');
const db = await database();

describe('npm run migrate', () => {
  it('creates the tables of the app and of the queue, as a role without any power over the server', async () => {
    const name = `migrated_${process.pid}`;
    // as docs/operating.md, "The database roles", has it
    await db.query(`create role ${name}_app login password 'p'`);
    await db.query(`create role ${name} login password 'p' in role ${name}_app`);
    await db.query(`create database ${name} owner ${name}`);
    const url = new URL(db.serverUrl);
    Object.assign(url, { username: name, password: 'p', pathname: `/${name}` });
    const app = Object.assign(new URL(url), { username: `${name}_app` });
    const run = async () => {
      const env = { ...process.env, DATABASE_URL: app.href, MIGRATION_DATABASE_URL: url.href };
      const npm = promisify(execFile)('npm', ['run', '-s', 'migrate'], { cwd: projectFolder, env });
      return (await npm).stdout;
    };
    expect(await run()).toMatch(
      /^(The migration \d{14}_\w+ is applied\.\n)+These functions are new: \w+.*\.\nThe database is up to/,
    );
    expect(await run()).toBe('The database is up to date.\n');
    const { migrations } = await migrate(url.href, { migrations: MIGRATIONS });
    expect(migrations).toEqual([]);
    await db.query(`drop database ${name} with (force)`);
    await db.query(`drop role ${name}, ${name}_app`);
  });

  const refused = new URL(db.ownerUrl);
  refused.password = 'another';

  it('reports a full disk of PostgreSQL in one sentence', async () => {
    await db.query(`create function no_space() returns event_trigger language plpgsql as $$
      begin raise 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`);
    await db.query(
      'create event trigger full_disk on ddl_command_start execute function no_space()',
    );
    const process = startBuilt('migrate', {
      DATABASE_URL: db.url,
      MIGRATION_DATABASE_URL: db.ownerUrl,
    });
    expect(await process.ended).toBe(1);
    expect(process.said()).toBe(
      'The disk of PostgreSQL is full. Free some space there, then run npm run migrate again.\n',
    );
    await db.query('drop event trigger full_disk');
    await db.query('drop function no_space');
  });

  it('reports in one sentence a database from before the first migration', async () => {
    await db.query(`insert into _prisma_migrations (id, checksum, migration_name, finished_at)
      values ('old', '', '20261121000000_foundation', now())`);
    const process = startBuilt('migrate', {
      DATABASE_URL: db.url,
      MIGRATION_DATABASE_URL: db.ownerUrl,
    });
    expect(await process.ended).toBe(1);
    expect(process.said()).toMatch(
      /^This database was made by a version of before .*\. Make an empty database, .*\.\n$/,
    );
    await db.query(`delete from _prisma_migrations where id = 'old'`);
  });

  it('refuses a pooler in transaction mode before it takes its lock there', async () => {
    const { url, close } = await pooler(db.ownerUrl, { mode: 'transaction' });
    onTestFinished(close);
    const process = startBuilt('migrate', { DATABASE_URL: db.url, MIGRATION_DATABASE_URL: url });
    expect(await process.ended).toBe(1);
    expect(process.said()).toMatch(/^MIGRATION_DATABASE_URL leads to a pooler in transaction mode/);
  });

  it.each([
    ['', db.ownerUrl, /^DATABASE_URL is missing\.$/],
    [db.url, '', /^MIGRATION_DATABASE_URL is missing: .* "The database roles"\.$/],
    [
      db.url,
      refused.href,
      /^PostgreSQL refuses the user or the password of MIGRATION_DATABASE_URL\.$/,
    ],
    [db.url, db.url, /^MIGRATION_DATABASE_URL and DATABASE_URL name the same role, omega_app: /],
  ])('reports the fault of the addresses "%s", "%s" in one sentence', async (app, owner, said) => {
    const process = startBuilt('migrate', { DATABASE_URL: app, MIGRATION_DATABASE_URL: owner });
    expect(await process.ended).toBe(1);
    expect(process.said().trimEnd()).toMatch(said);
  });
});
