import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { migrate, MigrationTrouble } from '../../app/store/migrate.server';
import { database, type TestDatabase } from '../setup/database';

const ours = join(import.meta.dirname, '../../prisma/migrations');
let db: TestDatabase;

beforeAll(async () => {
  db = await database();
});

/** A folder of migrations: name to SQL. */
function folderOf(migrations: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'omega-migrations-'));
  for (const [name, statements] of Object.entries(migrations)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'migration.sql'), statements);
  }
  return folder;
}

describe('migrate', () => {
  it('finds nothing to do in a database that is up to date', async () => {
    expect(await migrate(db.url, ours)).toEqual([]);
  });

  it('applies what is new, in the order of the names', async () => {
    const folder = folderOf({
      '2_second': 'insert into migrated values (2)',
      '1_first': 'create table migrated (n int); insert into migrated values (1)',
    });
    expect(await migrate(db.url, folder)).toEqual(['1_first', '2_second']);
    expect(await db.query('select n from migrated order by n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('leaves nothing of a migration that fails, and says which', async () => {
    const folder = folderOf({ '3_broken': 'create table half (n int); select no_such_function()' });
    await expect(migrate(db.url, folder)).rejects.toThrow(
      /^Migration 3_broken failed: function no_such_function\(\) does not exist\.$/,
    );
    expect(await db.query(`select to_regclass('half') as half`)).toEqual([{ half: null }]);
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    await migrate(db.url, folderOf({ '4_fine': 'select 1' }));
    await expect(migrate(db.url, folderOf({ '4_fine': 'select 2' }))).rejects.toThrow(
      MigrationTrouble,
    );
  });

  it('lets two that start at once apply each migration once', async () => {
    const folder = folderOf({ '5_once': 'create table once (n int)' });
    const both = await Promise.all([migrate(db.url, folder), migrate(db.url, folder)]);
    expect(both.flat()).toEqual(['5_once']);
  });
});
