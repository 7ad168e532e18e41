import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../app/store/schema/migrate.server';
import { database } from '../support/database';

const MIGRATIONS = join(import.meta.dirname, '../../prisma/migrations');
/** Makes the walls. */
const BASELINE = '20261129220000_baseline';

const db = await database();

/** Applies one migration as the owner of the tables. */
async function apply(name: string, statements: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'omega-migrations-'));
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'migration.sql'), statements);
  await migrate(db.ownerUrl, { migrations: folder });
}

const titles = async () =>
  (await db.query('select title from products order by shop_id')).map(({ title }) => title);

describe('a migration that changes rows', () => {
  it('changes no shop’s rows by itself', async () => {
    await db.query(
      `insert into shops (domain, installed_at) values ('one', now()), ('two', now())`,
    );
    await db.query(`insert into products select id, 1, domain from shops`);
    await apply('1_bare', `UPDATE products SET title = upper(title)`);
    expect(await titles()).toEqual(['one', 'two']);
  });

  it('changes the rows of every shop, one shop after the other', async () => {
    await apply(
      '2_each',
      `SELECT for_each_shop('UPDATE products SET title = upper(title) || (SELECT count(*) FROM products)')`,
    );
    expect(await titles()).toEqual(['ONE1', 'TWO1']);
  });

  it('has no shop set afterwards', async () => {
    await apply(
      '3_after',
      `SELECT for_each_shop('SELECT 1'); CREATE TABLE seen AS SELECT count(*)::int AS rows FROM products`,
    );
    expect(await db.query('select rows from seen')).toEqual([{ rows: 0 }]);
  });
});

describe('our migrations', () => {
  const ours = readdirSync(MIGRATIONS)
    .filter((name) => name > BASELINE && name !== 'migration_lock.toml')
    .map((name) => readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8'));

  /** Statements outside of a text that change rows of a table behind a wall. */
  const bare = async (text: string): Promise<string[]> => {
    const walled = await db.query(`select string_agg(relname, '|') as names from pg_class
      where relrowsecurity and relnamespace = 'public'::regnamespace`);
    const own = text.replace(/--.*$/gm, '').replace(/\$\$[^]*?\$\$|'(?:[^']|'')*'/g, '');
    const changes = new RegExp(
      `\\b(?:UPDATE|DELETE\\s+FROM|INSERT\\s+INTO|MERGE\\s+INTO)\\s+(?:ONLY\\s+)?"?(?:${String(walled[0]?.names)})\\b`,
      'gi',
    );
    return own.match(changes) ?? [];
  };

  it('change rows of shops shop by shop', async () => {
    for (const text of ours) expect(await bare(text)).toEqual([]);
  });

  it.each([
    'UPDATE products SET title = upper(title)',
    'DELETE FROM "survey_views"',
    'insert into orders select * from orders',
    'MERGE INTO customers USING orders ON false WHEN MATCHED THEN DELETE',
    'UPDATE ONLY products SET title = upper(title)',
  ])('would be refused with: %s', async (statement) => {
    expect(await bare(`-- Why it is there.\n${statement};`)).toHaveLength(1);
  });

  it.each([
    `SELECT for_each_shop('UPDATE products SET title = upper(title)')`,
    'UPDATE shops SET opened_at = now()',
    '-- UPDATE products',
  ])('would not be with: %s', async (statement) => {
    expect(await bare(statement)).toEqual([]);
  });
});
