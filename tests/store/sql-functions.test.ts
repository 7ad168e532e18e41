import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { migrate } from '../../app/store/schema/migrate.server';
import { MigrationTrouble } from '../../app/store/schema/migration-lock.server';
import { functionsIn } from '../../app/store/schema/sql-functions.server';
import { database, type TestDatabase } from '../support/database';

const ours = join(import.meta.dirname, '../../prisma/functions');
/** The revision of the tested release; an older one changes nothing. */
let { revision } = functionsIn(ours);
let db: TestDatabase;

beforeAll(async () => {
  db = await database();
});

const NO_MIGRATIONS = mkdtempSync(join(tmpdir(), 'omega-migrations-'));

/** A folder of functions: name to SQL. */
function folderOf(functions: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'omega-functions-'));
  writeFileSync(join(folder, 'REVISION'), `${revision} \n`);
  for (const [name, statements] of Object.entries(functions))
    writeFileSync(join(folder, `${name}.sql`), statements);
  return folder;
}

/** The effect of `npm run migrate` on the functions. */
const replaceBy = async (folder: string, migrations = NO_MIGRATIONS) =>
  (await migrate(db.ownerUrl, { migrations, functions: folder })).functions;

const replace = async (functions: Record<string, string>) =>
  (await replaceBy(folderOf(functions))).changed;

/** A function that returns a word. */
const saying = (name: string, word: string) =>
  `CREATE OR REPLACE FUNCTION ${name}() RETURNS text LANGUAGE sql AS $$ SELECT '${word}' $$;`;

const named = async (name: string) =>
  await db.query(
    `select oid::int, oid::regprocedure::text as signature from pg_proc where proname = $1 order by 2`,
    [name],
  );
const said = async (name: string) => (await db.query(`select ${name}() as word`))[0]?.word;

describe('the functions of a database', () => {
  it('are those of the folder after a migration', async () => {
    expect(await replaceBy(ours)).toEqual({ changed: [], newer: false });
  });

  it('have a revision of their own', () => {
    const { files } = functionsIn(ours);
    const sums = files.map(({ name, checksum }) => `${name} ${checksum}`).join('\n');
    const sum = createHash('sha256').update(sums).digest('hex');
    const [, known] = readFileSync(join(ours, 'REVISION'), 'utf8').trim().split(' ');
    expect(known, `a function has changed: write into REVISION "${revision + 1} ${sum}"`).toBe(sum);
  });

  it('are created if new, replaced in place if changed, and else untouched', async () => {
    const both = { greet: saying('greet', 'hello'), part: saying('part', 'bye') };
    expect(await replace(both)).toEqual(expect.arrayContaining(['greet', 'part']));
    const [before] = await named('greet');
    expect(await replace(both)).toEqual([]);
    expect(await replace({ ...both, greet: saying('greet', 'good day') })).toEqual(['greet']);
    expect(await named('greet')).toEqual([before]);
    expect(await said('greet')).toBe('good day');
  });

  it('are dropped with their file, and only those that had one', async () => {
    await db.query(saying('made_by_hand', 'stay'));
    await replace({ part: saying('part', 'bye'), gone: saying('gone', 'gone') });
    expect(await replace({ part: saying('part', 'bye') })).toEqual(['gone']);
    expect(await named('gone')).toEqual([]);
    expect(await said('made_by_hand')).toBe('stay');
  });

  it('are created again after a drop', async () => {
    await replace({ part: saying('part', 'bye') });
    await db.query('drop function part()');
    expect(await replace({ part: saying('part', 'bye') })).toEqual(['part']);
  });

  it.each([
    ['has other parameters', 'part(n int) RETURNS text'],
    ['has another result', 'part() RETURNS varchar'],
    ['has other parameter names', 'named(other int) RETURNS text'],
  ])('are refused if one %s than before, and stay', async (_, head) => {
    const named_ = `CREATE OR REPLACE FUNCTION named(n int) RETURNS text LANGUAGE sql AS $$ SELECT 'n' $$;`;
    const before = { part: saying('part', 'bye'), named: named_ };
    await replace(before);
    const name = head.slice(0, head.indexOf('('));
    const other = `CREATE OR REPLACE FUNCTION ${head} LANGUAGE sql AS $$ SELECT 'other' $$;`;
    await expect(replace({ ...before, [name]: other })).rejects.toThrow(
      `prisma/functions/${name}.sql changes what ${name} takes or returns. A function of another shape gets another name.`,
    );
    expect(await named('part')).toEqual([expect.objectContaining({ signature: 'part()' })]);
    expect(await said('part')).toBe('bye');
  });

  it('of a newer release stay when an older one migrates, which is told so', async () => {
    const before = { part: saying('part', 'older'), gone: saying('gone', 'gone') };
    await replace(before);
    const older = folderOf(before);
    revision += 1;
    const newer = { part: saying('part', 'newer'), added: saying('added', 'added') };
    await replace(newer);
    expect(await replaceBy(older)).toEqual({ changed: [], newer: true });
    expect(await said('part')).toBe('newer');
    expect(await said('added')).toBe('added');
    expect(await named('gone')).toEqual([]);
    expect(await replace(newer)).toEqual([]);
  });

  it('of a release that only drops one are newer too', async () => {
    const both = { part: saying('part', 'bye'), gone: saying('gone', 'gone') };
    await replace(both);
    const older = folderOf(both);
    revision += 1;
    expect(await replace({ part: both.part })).toEqual(['gone']);
    expect(await replaceBy(older)).toEqual({ changed: [], newer: true });
    expect(await named('gone')).toEqual([]);
  });

  it('are replaced together with the last migration, or neither is', async () => {
    const migrations = mkdtempSync(join(tmpdir(), 'omega-migrations-'));
    mkdirSync(join(migrations, '1_together'));
    writeFileSync(
      join(migrations, '1_together', 'migration.sql'),
      'CREATE TABLE together AS SELECT 7 AS n',
    );
    const broken = folderOf({ together: 'CREATE FUNCTION together() RETURNS nonsense' });
    await expect(replaceBy(broken, migrations)).rejects.toThrow(/^The function together cannot be/);
    expect(await db.query(`select to_regclass('together') as "table"`)).toEqual([{ table: null }]);
    const reads = `CREATE OR REPLACE FUNCTION together() RETURNS int LANGUAGE sql AS $$ SELECT n FROM together $$`;
    const { changed } = await replaceBy(folderOf({ together: reads }), migrations);
    expect(changed).toContain('together');
    expect(await said('together')).toBe(7);
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
      'creates no function',
      { a: saying('a', 'new'), b: 'SELECT 1' },
      /b\.sql does not make one function b\.$/,
    ],
    [
      'creates another function',
      { a: saying('a', 'new'), b: saying('c', 'c') },
      /b\.sql does not make one function b\.$/,
    ],
  ] as const)('all stay unchanged if one file %s', async (_, functions, message) => {
    await replace({ a: saying('a', 'old') });
    const trouble: unknown = await replace(functions).catch((error: unknown) => error);
    expect(trouble).toBeInstanceOf(MigrationTrouble);
    expect((trouble as Error).message).toMatch(message);
    expect(await said('a')).toBe('old');
  });

  it('are not dropped for an empty folder', async () => {
    await expect(replace({})).rejects.toThrow(/^There are no functions in /);
    expect(await said('a')).toBe('old');
  });

  it('are created once by two runs that start at once', async () => {
    const folder = folderOf({ once: saying('once', 'once') });
    const both = await Promise.all([replaceBy(folder), replaceBy(folder)]);
    expect(both.flatMap(({ changed }) => changed).filter((name) => name === 'once')).toEqual([
      'once',
    ]);
  });
});
