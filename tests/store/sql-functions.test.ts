import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { MigrationTrouble } from '../../app/store/schema/migrate.server';
import { replaceFunctions } from '../../app/store/schema/sql-functions.server';
import { database, type TestDatabase } from '../support/database';

const ours = join(import.meta.dirname, '../../prisma/functions');
let db: TestDatabase;

beforeAll(async () => {
  db = await database();
});

/** A folder of functions: name to SQL. */
function folderOf(functions: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'omega-functions-'));
  for (const [name, statements] of Object.entries(functions))
    writeFileSync(join(folder, `${name}.sql`), statements);
  return folder;
}

const replace = (functions: Record<string, string>) =>
  replaceFunctions(db.ownerUrl, folderOf(functions));

/** A function that says a word. */
const saying = (name: string, word: string) =>
  `CREATE OR REPLACE FUNCTION ${name}() RETURNS text LANGUAGE sql AS $$ SELECT '${word}' $$;`;

const named = async (name: string) =>
  await db.query(
    `select oid::int, oid::regprocedure::text as signature from pg_proc where proname = $1 order by 2`,
    [name],
  );
const said = async (name: string) => (await db.query(`select ${name}() as word`))[0]?.word;

describe('the functions of a database', () => {
  it('are those of the folder once it is migrated', async () => {
    expect(await replaceFunctions(db.ownerUrl, ours)).toEqual([]);
  });

  it('are made where they are new, replaced in place where they changed, and else left alone', async () => {
    const both = { greet: saying('greet', 'hello'), part: saying('part', 'bye') };
    expect(await replace(both)).toEqual(expect.arrayContaining(['greet', 'part']));
    const [before] = await named('greet');
    expect(await replace(both)).toEqual([]);
    expect(await replace({ ...both, greet: saying('greet', 'good day') })).toEqual(['greet']);
    expect(await named('greet')).toEqual([before]);
    expect(await said('greet')).toBe('good day');
  });

  it('go with their file, and only those that had one', async () => {
    await db.query(saying('made_by_hand', 'stay'));
    await replace({ part: saying('part', 'bye'), gone: saying('gone', 'gone') });
    expect(await replace({ part: saying('part', 'bye') })).toEqual(['gone']);
    expect(await named('gone')).toEqual([]);
    expect(await said('made_by_hand')).toBe('stay');
  });

  it('come back where one was dropped', async () => {
    await replace({ part: saying('part', 'bye') });
    await db.query('drop function part()');
    expect(await replace({ part: saying('part', 'bye') })).toEqual(['part']);
  });

  it.each([
    ['takes something else', 'part(n int) RETURNS text', 'part(integer)'],
    ['returns something else', 'part() RETURNS varchar', 'part()'],
  ])('stand once where a function %s now', async (_, head, signature) => {
    await replace({ part: saying('part', 'bye') });
    const other = `CREATE OR REPLACE FUNCTION ${head} LANGUAGE sql AS $$ SELECT 'bye' $$;`;
    expect(await replace({ part: other })).toEqual(['part']);
    expect(await named('part')).toEqual([expect.objectContaining({ signature })]);
  });

  it('may name each other, and tables, in any order', async () => {
    await replace({
      first: `CREATE OR REPLACE FUNCTION first() RETURNS text LANGUAGE sql AS $$ SELECT second() $$;`,
      second: saying('second', 'second'),
    });
    expect(await said('first')).toBe('second');
  });

  it.each([
    [
      'fails',
      { a: saying('a', 'new'), b: 'CREATE FUNCTION b() RETURNS nonsense' },
      /^The function b cannot be made: /,
    ],
    [
      'makes no function',
      { a: saying('a', 'new'), b: 'SELECT 1' },
      /b\.sql does not make one function b\.$/,
    ],
    [
      'makes another one',
      { a: saying('a', 'new'), b: saying('c', 'c') },
      /b\.sql does not make one function b\.$/,
    ],
  ] as const)('all stay as they are where one file %s', async (_, functions, message) => {
    await replace({ a: saying('a', 'old') });
    const trouble: unknown = await replace(functions).catch((error: unknown) => error);
    expect(trouble).toBeInstanceOf(MigrationTrouble);
    expect((trouble as Error).message).toMatch(message);
    expect(await said('a')).toBe('old');
  });

  it('do not go because their folder is empty', async () => {
    await expect(replace({})).rejects.toThrow(/^There are no functions in /);
    expect(await said('a')).toBe('old');
  });

  it('are made once by two that start at once', async () => {
    const folder = folderOf({ once: saying('once', 'once') });
    const both = await Promise.all([
      replaceFunctions(db.ownerUrl, folder),
      replaceFunctions(db.ownerUrl, folder),
    ]);
    expect(both.flat().filter((name) => name === 'once')).toEqual(['once']);
  });
});
