import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { MigrationTrouble, underMigrationLock } from './migrate.server';

/**
 * A function carries the checksum of its file as its comment, so that the two cannot part: a function that
 * is dropped by hand, or comes back with a backup, is seen as it is.
 */
const MARK = 'prisma/functions ';

/** invalid_function_definition: CREATE OR REPLACE cannot change what a function returns or its names. */
const OTHER_SHAPE = '42P13';

/**
 * Makes the database's functions those of the folder, all in one transaction: creates or replaces the ones
 * whose file has changed, drops the ones whose file is gone. A function is replaced in place, so that
 * callers do not notice; one of another shape is dropped and created anew.
 * @param folder `prisma/functions`: one file for each function, with its name
 * @returns the names of those created, replaced or dropped
 * @throws MigrationTrouble where a file does not make its function; nothing is changed then
 */
export async function replaceFunctions(url: string, folder: string): Promise<string[]> {
  const files = functionsIn(folder);
  return await underMigrationLock(url, async (client) => {
    const anew = new Set<string>();
    for (;;) {
      await client.query('begin; set local check_function_bodies = off');
      try {
        const changed = await replace(client, files, anew);
        await client.query('commit');
        return changed;
      } catch (error) {
        await client.query('rollback');
        if (!(error instanceof OtherShape) || anew.has(error.of)) throw error;
        anew.add(error.of);
      }
    }
  });
}

/** A function cannot be made while one of its name is there, or at all. */
class OtherShape extends MigrationTrouble {
  constructor(
    readonly of: string,
    message: string,
  ) {
    super(message);
  }
}

interface FunctionFile {
  name: string;
  statements: string;
  mark: string;
}

function functionsIn(folder: string): FunctionFile[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  if (files.length === 0) throw new MigrationTrouble(`There are no functions in ${folder}.`);
  return files.sort().map((file) => {
    const statements = readFileSync(join(folder, file), 'utf8');
    const checksum = createHash('sha256').update(statements).digest('hex');
    return { name: file.slice(0, -'.sql'.length), statements, mark: MARK + checksum };
  });
}

const existingSchema = z.array(
  z.object({
    name: z.string(),
    signature: z.string(),
    mark: z.string().nullable(),
    /** created or replaced by this transaction */
    fresh: z.boolean(),
  }),
);

async function existing(client: pg.Client): Promise<z.output<typeof existingSchema>> {
  const { rows } = await client.query(`
    select proname as name, oid::regprocedure::text as signature, obj_description(oid, 'pg_proc') as mark,
      xmin::text = pg_current_xact_id_if_assigned()::xid::text as fresh
    from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f'`);
  return existingSchema.parse(rows.map((row) => ({ ...row, fresh: row.fresh ?? false })));
}

async function replace(
  client: pg.Client,
  files: FunctionFile[],
  anew: ReadonlySet<string>,
): Promise<string[]> {
  const before = await existing(client);
  const changed = files.filter(({ name, mark }) => {
    const own = before.filter((one) => one.name === name);
    return own.length !== 1 || own[0]?.mark !== mark;
  });
  const kept = new Set(files.map(({ name }) => name));
  const gone = before.filter(({ name, mark }) => mark?.startsWith(MARK) && !kept.has(name));
  const reshaped = before.filter(({ name }) => anew.has(name));
  for (const { signature } of [...gone, ...reshaped])
    await client.query(`drop function ${signature}`);
  for (const { name, statements } of changed) await create(client, name, statements);
  const after = changed.length === 0 ? [] : await existing(client);
  for (const { name, mark } of changed) {
    const own = after.filter((one) => one.name === name);
    const [made, ...more] = own.filter(({ fresh }) => fresh);
    if (made === undefined || more.length > 0)
      throw new MigrationTrouble(
        `prisma/functions/${name}.sql does not make one function ${name}.`,
      );
    for (const { signature } of own.filter(({ fresh }) => !fresh))
      await client.query(`drop function ${signature}`);
    await client.query(`comment on function ${made.signature} is '${mark}'`);
  }
  return [...changed, ...gone].map(({ name }) => name);
}

async function create(client: pg.Client, name: string, statements: string): Promise<void> {
  try {
    await client.query(statements);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const sentence = `The function ${name} cannot be made: ${why}.`;
    if (error instanceof pg.DatabaseError && error.code === OTHER_SHAPE)
      throw new OtherShape(name, sentence);
    throw new MigrationTrouble(sentence);
  }
}
