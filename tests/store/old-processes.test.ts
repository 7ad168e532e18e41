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
/** No process exists before it. */
const [baseline = '', ...later] = names;

/**
 * `npm run migrate` runs beside processes of the version before, so a migration only adds (expands): the
 * objects that they use stay. A later version, when none of them runs, drops unused objects (contracts) and
 * names them here with the reason.
 */
const CONTRACTS: Record<string, { blocks: RegExp; because: string }> = {};

/** Tables that are small in every shop. */
const BRIEF: Record<string, string> = {
  dirty_customers: 'every snapshot empties it',
  dirty_days: 'every snapshot empties it',
};

/** The faults of a migration for the processes that run during it. */
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

/** Applies the migrations one by one, records the catalogue after each, then creates the functions. */
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
  it('state their purpose in their first line', () => {
    expect(names).toContain(baseline);
    for (const name of names) expect(textOf(name)).toMatch(/^-- [A-Z]/);
  });

  it('keep the objects that the version before uses, and block no process', () => {
    for (const name of later) {
      const before = catalogues.get(names[names.indexOf(name) - 1] ?? '');
      const after = catalogues.get(name);
      if (before === undefined || after === undefined) throw new Error(`${name} was not applied`);
      expect({ [name]: faults(name, textOf(name), before, after) }).toEqual({ [name]: [] });
    }
  });
});

/** The faults of a made-up migration of the current database, which is rolled back. */
async function faultsOf(text: string, before = whole): Promise<string[]> {
  await query('begin');
  try {
    await query(text);
    return faults('made_up', text, before, await catalogue({ query }));
  } finally {
    await query('rollback');
  }
}

describe('a migration beside running processes', () => {
  const HOLDS_UP = /^holds up: /;
  it.each([
    [
      'it drops a column',
      'ALTER TABLE orders DROP COLUMN source_name',
      /^column orders\.source_name/,
    ],
    ['it renames a column', 'ALTER TABLE orders RENAME name TO label', /^column orders\.name/],
    [
      'it changes the type of a column',
      'ALTER TABLE products ALTER title TYPE varchar(9)',
      /^column prod/,
    ],
    ['it drops a default', 'ALTER TABLE shops ALTER locale DROP DEFAULT', /^column shops\.locale/],
    [
      'it adds a required column',
      'ALTER TABLE orders ADD mark TEXT NOT NULL',
      /^column orders\.mark/,
    ],
    [
      'it makes a column not null',
      "ALTER TABLE orders ALTER currency SET DEFAULT '', ALTER financial_status SET DEFAULT '', ALTER financial_status SET NOT NULL",
      /^nonnull orders\.fin/,
    ],
    ['it drops a table', 'DROP TABLE referrals', /^table referrals/],
    ['it renames a table', 'ALTER TABLE referrals RENAME TO friends', /^table referrals/],
    ['it drops a key', 'ALTER TABLE products DROP CONSTRAINT products_pkey', /^key products\./],
    [
      'it drops a key that is an index',
      'DROP INDEX survey_views_shop_id_survey_order_id_key',
      /^key survey_views\./,
    ],
    ['it drops a wall', 'DROP POLICY shop_wall ON orders', /^policy orders\.shop_wall/],
    [
      'it adds a wall',
      'CREATE POLICY more ON shops AS RESTRICTIVE USING (false)',
      /^policy shops\.more/,
    ],
    ['it hides rows', 'ALTER TABLE shops ENABLE ROW LEVEL SECURITY', /^table shops/],
    [
      'it narrows a domain',
      "ALTER DOMAIN survey_language ADD CHECK (VALUE <> 'en')",
      /^domain survey_l/,
    ],
    ['it drops a domain', 'DROP DOMAIN survey_reason CASCADE', /^domain survey_reason/],
    [
      'it adds a trigger',
      'CREATE TRIGGER t BEFORE UPDATE ON orders EXECUTE FUNCTION suppress_redundant_updates_trigger()',
      /^trigger orders\.t/,
    ],
    ['it drops a function', 'DROP FUNCTION survey_answer', /^function survey_answer\(jsonb\)/],
    [
      'it changes the parameters of a function',
      'ALTER FUNCTION survey_answer RENAME TO old; CREATE FUNCTION survey_answer(m JSONB, n INT) RETURNS JSONB LANGUAGE sql AS $$ SELECT m $$',
      /^function survey_answer\(jsonb\)/,
    ],
    [
      'it changes the result of a function',
      'DROP FUNCTION survey_voice; CREATE FUNCTION survey_voice(a TEXT, b TEXT, c TEXT, d BOOLEAN) RETURNS INT LANGUAGE sql AS $$ SELECT 1 $$',
      /^function survey_voice\(/,
    ],
    [
      'it creates a function',
      'CREATE FUNCTION added() RETURNS INT LANGUAGE sql AS $$ SELECT 1 $$',
      /^makes a function/,
    ],
    [
      'it adds a rule',
      'ALTER TABLE orders ADD CHECK (kept_quantity >= 0) NOT VALID',
      /^rule orders\./,
    ],
    ['it checks a new rule at once', 'ALTER TABLE orders ADD CHECK (kept_quantity >= 0)', HOLDS_UP],
    [
      'it checks a foreign key at once',
      'ALTER TABLE order_lines ADD FOREIGN KEY (shop_id, order_id) REFERENCES orders',
      HOLDS_UP,
    ],
    ['it rewrites rows', 'ALTER TABLE order_lines ALTER quantity TYPE BIGINT', HOLDS_UP],
    [
      'it rewrites rows for a default',
      'ALTER TABLE orders ADD mark UUID DEFAULT gen_random_uuid()',
      HOLDS_UP,
    ],
    ['it makes a table unlogged', 'ALTER TABLE products SET UNLOGGED', HOLDS_UP],
    ['it builds an index', 'CREATE INDEX ON orders (name)', HOLDS_UP],
    ['it builds a key', 'CREATE UNIQUE INDEX ON orders (shop_id, name)', HOLDS_UP],
    [
      'it checks a column for nulls',
      'ALTER TABLE orders ALTER financial_status SET NOT NULL',
      HOLDS_UP,
    ],
  ])('is refused if %s', async (_, text, fault) => {
    expect(await faultsOf(text)).toContainEqual(expect.stringMatching(fault));
  });

  it.each([
    [
      'it adds an optional column',
      'ALTER TABLE orders ADD mark BIGINT, ADD seen BOOLEAN NOT NULL DEFAULT false',
    ],
    [
      'it adds a table',
      "CREATE TABLE news (shop_id INT PRIMARY KEY, title TEXT NOT NULL CHECK (title <> '')); CREATE INDEX ON news (title)",
    ],
    ['it makes a column optional', 'ALTER TABLE orders ALTER name DROP NOT NULL'],
    ['it drops a rule', 'ALTER TABLE survey_answers DROP CONSTRAINT survey_answers_score'],
    ['it drops an index', 'DROP INDEX orders_subscriptions'],
    ['it adds a domain', 'CREATE DOMAIN mood AS TEXT'],
    ['it builds an index of a small table', 'CREATE INDEX ON dirty_days (day)'],
    ['it changes rows of a small table', 'UPDATE token_probes SET next_at = now()'],
  ])('is accepted if %s', async (_, text) => {
    expect(await faultsOf(text)).toEqual([]);
  });

  it('is refused if it validates an unchecked rule, and accepted if it drops one', async () => {
    await query('ALTER TABLE orders ADD CONSTRAINT kept CHECK (kept_quantity >= 0) NOT VALID');
    const before = await catalogue({ query });
    expect(await faultsOf('ALTER TABLE orders VALIDATE CONSTRAINT kept', before)).toEqual([
      expect.stringMatching(HOLDS_UP),
    ]);
    expect(await faultsOf('ALTER TABLE orders DROP CONSTRAINT kept', before)).toEqual([]);
    await query('ALTER TABLE orders DROP CONSTRAINT kept');
  });
});

it('the functions keep the parameters and results of every release', () => {
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
    ['a dropped column', but(['column orders.name', null])],
    ['a column of another type', but(['column orders.name', 'integer'])],
    ['a column that is required now', but(['column orders.name', 'text required'])],
    ['a new required column', but(['column orders.new', 'text required'])],
    ['a new rule', but(['rule orders.positive', 'CHECK (id > 0)'])],
    ['a dropped key', but(['key orders.orders_pkey', null])],
    ['a dropped table', but(['table orders', null])],
    ['a dropped function', but(['function survey_answer(jsonb)', null])],
  ])('breaks on %s', (_, after) => {
    expect(stumblingBlocks(some, after)).not.toEqual([]);
  });

  it.each([
    ['a new optional column', but(['column orders.new', 'text'])],
    [
      'a new table with its constraints',
      but(
        ['table news', 'open'],
        ['column news.id', 'bigint required'],
        ['rule news.key', 'UNIQUE'],
      ),
    ],
    ['a column that is optional now', but(['column orders.id', 'bigint'])],
    ['a dropped rule', but(['rule orders.orders_name', null])],
  ])('does not break on %s', (_, after) => {
    expect(stumblingBlocks(some, after)).toEqual([]);
  });
});
