import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { migrate } from '../../app/store/schema/migrate.server';
import { replaceFunctions } from '../../app/store/schema/sql-functions.server';
import { sources } from '../support/sources';
import { catalogue, stumblingBlocks, tableFiles, type Catalogue } from './catalogue';

const MIGRATIONS = resolve(import.meta.dirname, '../../prisma/migrations');
const names = readdirSync(MIGRATIONS).filter((name) => /^\d{14}_/.test(name));
/** Before it there is no process. */
const [foundation = '', ...later] = names;

/**
 * `npm run migrate` runs while processes of the version before still work, so a migration adds
 * (expands): what they use stays as it is. What nobody uses any more goes (contract) with a later
 * version, when none of them runs, and is named here with the reason.
 */
const CONTRACTS: Record<string, { blocks: RegExp; because: string }> = {
  '20261122100000_shop_walls': {
    blocks: /^table \w+: open becomes behind a wall$/,
    because: 'every version opens its transactions by withShop, which names the shop',
  },
  '20261122150000_every_mark_counts': {
    blocks: /^rule dirty_(?:customers|days)\.dirty_\w+_pkey: /,
    because:
      'the new key begins with the one before and holds for everything that that one held for',
  },
  '20261122160000_survey': {
    blocks: /^(?:column|rule) survey_answers\b/,
    because: 'no version before has written to it',
  },
  '20261122190000_survey_doors_lighter': {
    blocks:
      /^(?:column survey_\w+\.\w+: text .*becomes survey_\w+|rule survey_answers\.survey_answers_reason: )/,
    because: 'a domain over text takes and gives the texts that a check let pass',
  },
  '20261129101000_dead_functions': {
    blocks: /^function survey_(?:begin|subject)\(/,
    because: 'only functions called them, which survey_doors_lighter replaced',
  },
};
/** The last migration with functions: they have files of their own since, which replace them in place. */
const FUNCTIONS_LEFT = '20261129101000_dead_functions';
/** Only functions call them, which are replaced in the same transaction: they may get another shape. */
const INNER = /^function survey_(?:gate|too_many)\(/;

/**
 * What holds up everybody who writes to a table that is in use, for as long as the table is large. That it
 * is written anew is seen by its file.
 */
const HOLDS_UP =
  /CREATE (?:UNIQUE )?INDEX(?! CONCURRENTLY)[^;]*? ON "?(\w+)"?|ALTER TABLE "?(\w+)"? [^;]*?(?:ADD CONSTRAINT (?![^;]*NOT VALID)|ALTER (?:COLUMN )?\S+ SET NOT NULL)/gi;
/** Tables that are small in every shop, or that no version before a migration has written to. */
const BRIEF: Record<string, { until?: string; because: string }> = {
  dirty_customers: { because: 'every snapshot empties it' },
  dirty_days: { because: 'every snapshot empties it' },
  survey_answers: {
    until: '20261122180000_voices_by_state',
    because: 'the first version with the survey has this migration',
  },
};
const isBrief = (table: string, migration: string): boolean => {
  const brief = BRIEF[table];
  return brief !== undefined && migration <= (brief.until ?? migration);
};

const folder = mkdtempSync(join(tmpdir(), 'omega-migrations-'));
const database = `old_processes_${process.pid}`;
const url = `${inject('server')}${database}`;
/** What the database is once it has the functions of their files, too. */
let withFunctions: Catalogue = new Map();
const catalogues = new Map<string, Catalogue>();
/** The file in which each table lies, after each migration. */
const files = new Map<string, ReadonlyMap<string, string>>();

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${inject('server')}postgres` });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Applies the migrations one by one and notes what the database is after each. */
beforeAll(async () => {
  await onServer(`create database ${database}`);
  const pool = new pg.Pool({ connectionString: url });
  const query = async (statement: string) =>
    (await pool.query<Record<string, unknown>>(statement)).rows;
  for (const name of names) {
    mkdirSync(join(folder, name));
    cpSync(join(MIGRATIONS, name), join(folder, name), { recursive: true });
    await migrate(url, folder);
    catalogues.set(name, await catalogue({ query }));
    files.set(name, await tableFiles({ query }));
  }
  await replaceFunctions(url, resolve(MIGRATIONS, '../functions'));
  withFunctions = await catalogue({ query });
  await pool.end();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await onServer(`drop database if exists ${database} with (force)`);
});

describe.each(later)('the migration %s', (name) => {
  const before = names[names.indexOf(name) - 1] ?? foundation;
  const text = readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8');

  it('leaves what the version before uses as it is', () => {
    const [earlier, after] = [catalogues.get(before), catalogues.get(name)];
    if (earlier === undefined || after === undefined) throw new Error('it was not applied');
    const allowed = CONTRACTS[name]?.blocks ?? /^$/;
    expect(stumblingBlocks(earlier, after).filter((block) => !allowed.test(block))).toEqual([]);
  });

  it('holds nobody up on a table that is in use', () => {
    const statements = text.replace(/--.*$/gm, '');
    const earlier = catalogues.get(before);
    const held = [...statements.matchAll(HOLDS_UP)]
      .map(([statement, indexed, altered]) => ({ statement, table: indexed ?? altered ?? '' }))
      .filter(({ table }) => earlier?.has(`table ${table}`) === true && !isBrief(table, name))
      .map(({ statement }) => statement);
    expect(held).toEqual([]);
  });

  it('writes no table anew that is in use', () => {
    const after = files.get(name);
    const anew = [...(files.get(before) ?? [])]
      .filter(([table, file]) => after?.has(table) === true && after.get(table) !== file)
      .filter(([table]) => !isBrief(table, name));
    expect(anew).toEqual([]);
  });

  it('says in its first line why it is there', () => {
    expect(text).toMatch(/^-- [A-Z]/);
  });
});

describe('the functions in files', () => {
  it('leave what the version before calls as it is', () => {
    const migrated = catalogues.get(names.at(-1) ?? '') ?? new Map<string, string>();
    expect(migrated.has('function survey_answer(jsonb)')).toBe(true);
    const blocks = stumblingBlocks(migrated, withFunctions);
    expect(blocks.filter((block) => !INNER.test(block))).toEqual([]);
  });

  it('change no shape of what a process calls itself', () => {
    const inner = [...withFunctions.keys()].filter((name) => INNER.test(name));
    expect(inner).toHaveLength(2);
    for (const name of inner.map((one) => one.slice('function '.length, one.indexOf('('))))
      expect(sources.filter(({ source }) => source.text.includes(`${name}(`))).toEqual([]);
  });

  it('are made by no migration any more', () => {
    const making = names
      .filter((name) => name >= FUNCTIONS_LEFT)
      .filter((name) =>
        /\bCREATE\s+(OR\s+REPLACE\s+)?(FUNCTION|PROCEDURE)\b/i.test(
          readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8'),
        ),
      );
    expect(making).toEqual([]);
  });
});

describe('who writes to a table that is in use', () => {
  it.each([
    'ALTER TABLE "orders" ALTER COLUMN "name" SET NOT NULL',
    'ALTER TABLE "orders" DROP COLUMN "mark", ALTER "name" SET NOT NULL',
    'ALTER TABLE "orders" ADD CONSTRAINT "orders_name" CHECK ("name" <> \'\')',
    'CREATE INDEX "orders_name" ON "orders" ("name")',
  ])('is held up by %s', (statement) => {
    expect([...statement.matchAll(HOLDS_UP)].map(([, ...tables]) => tables.find(Boolean))).toEqual([
      'orders',
    ]);
  });

  it.each([
    'ALTER TABLE "orders" ADD COLUMN "mark" BIGINT',
    'ALTER TABLE "orders" ADD CONSTRAINT "orders_name" CHECK ("name" <> \'\') NOT VALID',
    'CREATE INDEX CONCURRENTLY "orders_name" ON "orders" ("name")',
  ])('is not held up by %s', (statement) => {
    expect(statement.match(HOLDS_UP)).toBeNull();
  });
});

describe('a version before', () => {
  const some: Catalogue = new Map([
    ['table orders', 'open'],
    ['column orders.id', 'bigint required'],
    ['column orders.name', 'text'],
    ['rule orders.orders_pkey', 'PRIMARY KEY (id)'],
    ['function poke(integer)', 'returns void'],
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
    ['a table that is gone', but(['table orders', null])],
    ['a function that is gone', but(['function poke(integer)', null])],
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
    ['a rule less', but(['rule orders.orders_pkey', null])],
  ])('does not stumble over %s', (_, after) => {
    expect(stumblingBlocks(some, after)).toEqual([]);
  });
});
