import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate } from '../../app/store/schema/migrate.server';
import { catalogue, holdUps, stumblingBlocks, type Catalogue } from './catalogue';
import { RELEASED_FUNCTIONS } from './released-functions';

const MIGRATIONS = resolve(import.meta.dirname, '../../prisma/migrations');
const names = readdirSync(MIGRATIONS).filter((name) => /^\d{14}_/.test(name));
/** Before it there is no process. */
const [baseline = '', ...later] = names;

/**
 * `npm run migrate` runs while processes of the version before still work, so a migration adds
 * (expands): what they use stays as it is. What no process uses any more goes (contract) with a later
 * version, when none of them runs, and is named here with the reason.
 */
const CONTRACTS: Record<string, { blocks: RegExp; because: string }> = {};

/** Tables that are small in every shop. */
const BRIEF: Record<string, string> = {
  dirty_customers: 'every snapshot empties it',
  dirty_days: 'every snapshot empties it',
};

/** What is wrong with a migration, for the processes that work while it is applied. */
function faults(name: string, text: string, before: Catalogue, after: Catalogue): string[] {
  const allowed = CONTRACTS[name]?.blocks ?? /^$/;
  return [
    ...stumblingBlocks(before, after).filter((block) => !allowed.test(block)),
    ...holdUps(before, after)
      .filter(({ table }) => BRIEF[table] === undefined)
      .map(({ because }) => `holds up: ${because}`),
    ...(/\bCREATE\s+(OR\s+REPLACE\s+)?(FUNCTION|PROCEDURE)\b/i.test(text)
      ? ['makes a function, which has a file of its own']
      : []),
  ];
}

const textOf = (name: string) => readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8');

const folder = mkdtempSync(join(tmpdir(), 'omega-migrations-'));
const database = `old_processes_${process.pid}`;
const url = `${inject('server')}${database}`;
const pool = new pg.Pool({ connectionString: url, max: 1 });
const query = async (statement: string) =>
  (await pool.query<Record<string, unknown>>(statement)).rows;
const catalogues = new Map<string, Catalogue>();
/** The database with its functions. */
let whole: Catalogue = new Map();

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${inject('server')}postgres` });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Applies the migrations one by one and notes what the database is after each; then makes the functions. */
beforeAll(async () => {
  await onServer(`create database ${database}`);
  for (const name of names) {
    mkdirSync(join(folder, name));
    cpSync(join(MIGRATIONS, name), join(folder, name), { recursive: true });
    await migrate(url, { migrations: folder });
    catalogues.set(name, await catalogue({ query }));
  }
  await migrate(url, { migrations: folder, functions: resolve(MIGRATIONS, '../functions') });
  whole = await catalogue({ query });
});
afterAll(async () => {
  await pool.end();
  rmSync(folder, { recursive: true, force: true });
  await onServer(`drop database if exists ${database} with (force)`);
});

describe('our migrations', () => {
  it('say in their first line why they are there', () => {
    expect(names).toContain(baseline);
    for (const name of names) expect(textOf(name)).toMatch(/^-- [A-Z]/);
  });

  it('leave what the version before uses as it is, and hold up no process', () => {
    for (const name of later) {
      const before = catalogues.get(names[names.indexOf(name) - 1] ?? '');
      const after = catalogues.get(name);
      if (before === undefined || after === undefined) throw new Error(`${name} was not applied`);
      expect({ [name]: faults(name, textOf(name), before, after) }).toEqual({ [name]: [] });
    }
  });
});

/** What is wrong with a made-up migration of the database as it is; nothing of it stays. */
async function faultsOf(text: string, before = whole): Promise<string[]> {
  await query('begin');
  try {
    await query(text);
    return faults('made_up', text, before, await catalogue({ query }));
  } finally {
    await query('rollback');
  }
}

describe('a migration of processes that work', () => {
  const HOLDS_UP = /^holds up: /;
  it.each([
    ['a column goes', 'ALTER TABLE orders DROP COLUMN source_name', /^column orders\.source_name/],
    [
      'a column has another name',
      'ALTER TABLE orders RENAME name TO label',
      /^column orders\.name/,
    ],
    [
      'a column has another type',
      'ALTER TABLE products ALTER title TYPE varchar(9)',
      /^column prod/,
    ],
    ['a default goes', 'ALTER TABLE shops ALTER locale DROP DEFAULT', /^column shops\.locale/],
    ['a column must be given', 'ALTER TABLE orders ADD mark TEXT NOT NULL', /^column orders\.mark/],
    [
      'a column may not be null',
      "ALTER TABLE orders ALTER currency SET DEFAULT '', ALTER financial_status SET DEFAULT '', ALTER financial_status SET NOT NULL",
      /^nonnull orders\.fin/,
    ],
    ['a table goes', 'DROP TABLE referrals', /^table referrals/],
    ['a table has another name', 'ALTER TABLE referrals RENAME TO friends', /^table referrals/],
    ['a key goes', 'ALTER TABLE products DROP CONSTRAINT products_pkey', /^key products\./],
    [
      'a key goes, an index',
      'DROP INDEX survey_views_shop_id_survey_order_id_key',
      /^key survey_views\./,
    ],
    ['a wall goes', 'DROP POLICY shop_wall ON orders', /^policy orders\.shop_wall/],
    [
      'a wall comes',
      'CREATE POLICY more ON shops AS RESTRICTIVE USING (false)',
      /^policy shops\.more/,
    ],
    ['rows are hidden', 'ALTER TABLE shops ENABLE ROW LEVEL SECURITY', /^table shops/],
    [
      'a domain takes less',
      "ALTER DOMAIN survey_language ADD CHECK (VALUE <> 'en')",
      /^domain survey_l/,
    ],
    ['a domain goes', 'DROP DOMAIN survey_reason CASCADE', /^domain survey_reason/],
    [
      'a trigger comes',
      'CREATE TRIGGER t BEFORE UPDATE ON orders EXECUTE FUNCTION suppress_redundant_updates_trigger()',
      /^trigger orders\.t/,
    ],
    ['a function goes', 'DROP FUNCTION survey_answer', /^function survey_answer\(jsonb\)/],
    [
      'a function takes something else',
      'ALTER FUNCTION survey_answer RENAME TO old; CREATE FUNCTION survey_answer(m JSONB, n INT) RETURNS JSONB LANGUAGE sql AS $$ SELECT m $$',
      /^function survey_answer\(jsonb\)/,
    ],
    [
      'a function returns something else',
      'DROP FUNCTION survey_voice; CREATE FUNCTION survey_voice(a TEXT, b TEXT, c TEXT, d BOOLEAN) RETURNS INT LANGUAGE sql AS $$ SELECT 1 $$',
      /^function survey_voice\(/,
    ],
    [
      'it makes a function',
      'CREATE FUNCTION added() RETURNS INT LANGUAGE sql AS $$ SELECT 1 $$',
      /^makes a function/,
    ],
    [
      'a rule comes',
      'ALTER TABLE orders ADD CHECK (kept_quantity >= 0) NOT VALID',
      /^rule orders\./,
    ],
    ['a rule is checked at once', 'ALTER TABLE orders ADD CHECK (kept_quantity >= 0)', HOLDS_UP],
    [
      'a foreign key is checked at once',
      'ALTER TABLE order_lines ADD FOREIGN KEY (shop_id, order_id) REFERENCES orders',
      HOLDS_UP,
    ],
    ['rows are written anew', 'ALTER TABLE order_lines ALTER quantity TYPE BIGINT', HOLDS_UP],
    [
      'rows are written anew for a default',
      'ALTER TABLE orders ADD mark UUID DEFAULT gen_random_uuid()',
      HOLDS_UP,
    ],
    ['a table becomes unlogged', 'ALTER TABLE products SET UNLOGGED', HOLDS_UP],
    ['an index is built', 'CREATE INDEX ON orders (name)', HOLDS_UP],
    ['a key is built', 'CREATE UNIQUE INDEX ON orders (shop_id, name)', HOLDS_UP],
    [
      'a column is checked for nulls',
      'ALTER TABLE orders ALTER financial_status SET NOT NULL',
      HOLDS_UP,
    ],
  ])('is refused where %s', async (_, text, fault) => {
    expect(await faultsOf(text)).toContainEqual(expect.stringMatching(fault));
  });

  it.each([
    [
      'a column comes',
      'ALTER TABLE orders ADD mark BIGINT, ADD seen BOOLEAN NOT NULL DEFAULT false',
    ],
    [
      'a table comes',
      "CREATE TABLE news (shop_id INT PRIMARY KEY, title TEXT NOT NULL CHECK (title <> '')); CREATE INDEX ON news (title)",
    ],
    ['a column may be left out now', 'ALTER TABLE orders ALTER name DROP NOT NULL'],
    ['a rule goes', 'ALTER TABLE survey_answers DROP CONSTRAINT survey_answers_score'],
    ['an index goes', 'DROP INDEX orders_subscriptions'],
    ['a domain comes', 'CREATE DOMAIN mood AS TEXT'],
    ['an index of a small table is built', 'CREATE INDEX ON dirty_days (day)'],
    ['rows of a small table change', 'UPDATE token_probes SET next_at = now()'],
  ])('is taken where %s', async (_, text) => {
    expect(await faultsOf(text)).toEqual([]);
  });

  it('is refused where a rule is checked that was not, and taken where it is dropped', async () => {
    await query('ALTER TABLE orders ADD CONSTRAINT kept CHECK (kept_quantity >= 0) NOT VALID');
    const before = await catalogue({ query });
    expect(await faultsOf('ALTER TABLE orders VALIDATE CONSTRAINT kept', before)).toEqual([
      expect.stringMatching(HOLDS_UP),
    ]);
    expect(await faultsOf('ALTER TABLE orders DROP CONSTRAINT kept', before)).toEqual([]);
    await query('ALTER TABLE orders DROP CONSTRAINT kept');
  });
});

it('our functions take and return what those of every release did', () => {
  const own = [...whole]
    .filter(([name]) => name.startsWith('function '))
    .map(([name, is]) => `${name.slice('function '.length)} ${is}`);
  expect(own.sort()).toEqual([...RELEASED_FUNCTIONS].sort());
});

describe('a version before', () => {
  const some: Catalogue = new Map([
    ['table orders', 'open'],
    ['column orders.id', 'bigint required'],
    ['column orders.name', 'text'],
    ['rule orders.orders_name', 'CHECK (name)'],
    ['key orders.orders_pkey', 'PRIMARY KEY (id)'],
    ['function survey_answer(jsonb)', 'returns void'],
  ]);
  const but = (...changes: [name: string, is: string | null][]): Catalogue => {
    const after = new Map(some);
    for (const [name, is] of changes) {
      if (is === null) after.delete(name);
      else after.set(name, is);
    }
    return after;
  };

  it.each([
    ['a column that is gone', but(['column orders.name', null])],
    ['a column of another type', but(['column orders.name', 'integer'])],
    ['a column that must be given now', but(['column orders.name', 'text required'])],
    ['a new column that must be given', but(['column orders.new', 'text required'])],
    ['a new rule', but(['rule orders.positive', 'CHECK (id > 0)'])],
    ['a key that is gone', but(['key orders.orders_pkey', null])],
    ['a table that is gone', but(['table orders', null])],
    ['a function that is gone', but(['function survey_answer(jsonb)', null])],
  ])('stumbles over %s', (_, after) => {
    expect(stumblingBlocks(some, after)).not.toEqual([]);
  });

  it.each([
    ['a new column that may be left out', but(['column orders.new', 'text'])],
    [
      'a new table with what it demands',
      but(
        ['table news', 'open'],
        ['column news.id', 'bigint required'],
        ['rule news.key', 'UNIQUE'],
      ),
    ],
    ['a column that may be left out now', but(['column orders.id', 'bigint'])],
    ['a rule less', but(['rule orders.orders_name', null])],
  ])('does not stumble over %s', (_, after) => {
    expect(stumblingBlocks(some, after)).toEqual([]);
  });
});
