import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { isHeldUp } from '../work/held-up';
import { MigrationTrouble } from './migration-lock.server';

/**
 * A function's comment is the revision of its folder and the checksum of its file, so that the two stay
 * together: a function that is dropped by hand, or restored from a backup, is seen as it is.
 */
const MARK = /^prisma\/functions (\d+) [0-9a-f]{64}$/;

/** invalid_function_definition: CREATE OR REPLACE cannot change what a function returns or its names. */
const OTHER_SHAPE = '42P13';

/** A folder of functions. */
export interface Functions {
  /** rises with each change of a file: an older release leaves a newer one's functions alone */
  revision: number;
  files: { name: string; statements: string; checksum: string }[];
}

/** The result of an update of a database's functions. */
export interface ReplacedFunctions {
  /** the names of those created, replaced or dropped */
  changed: string[];
  /** the functions are a newer release's, and stay */
  newer: boolean;
}

/**
 * Reads `prisma/functions`: one file for each function, with its name, and `REVISION`.
 * @throws MigrationTrouble where there are none
 */
export function functionsIn(folder: string): Functions {
  const names = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  if (names.length === 0) throw new MigrationTrouble(`There are no functions in ${folder}.`);
  const revision = /^(\d+) /.exec(readFileSync(join(folder, 'REVISION'), 'utf8'))?.[1];
  if (revision === undefined) throw new MigrationTrouble(`${folder}/REVISION has no number.`);
  const files = names.sort().map((file) => {
    const statements = readFileSync(join(folder, file), 'utf8');
    return { name: file.slice(0, -'.sql'.length), statements, checksum: checksumOf(statements) };
  });
  return { revision: Number(revision), files };
}

/** SHA-256 of a file of SQL, as hex. */
export function checksumOf(statements: string): string {
  return createHash('sha256').update(statements).digest('hex');
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
type Existing = z.output<typeof existingSchema>[number];

async function existing(client: pg.Client): Promise<Existing[]> {
  const { rows } = await client.query(`
    select proname as name, oid::regprocedure::text as signature, obj_description(oid, 'pg_proc') as mark,
      xmin::text = pg_current_xact_id_if_assigned()::xid::text as fresh
    from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f'`);
  return existingSchema.parse(rows.map((row) => ({ ...row, fresh: row.fresh ?? false })));
}

const revisionOf = ({ mark }: Existing): number => Number(MARK.exec(mark ?? '')?.[1] ?? 0);

/**
 * Updates the database's functions to the folder's: creates or replaces those whose file has changed, drops
 * those whose file is gone. A function is replaced in place, so that callers do not notice. Bodies
 * are not checked: functions may name each other, and the queue.
 * @param client inside the transaction of the whole update
 * @throws MigrationTrouble where a file does not make its function, or changes its parameters or result
 */
export async function replaceFunctions(
  client: pg.Client,
  { revision, files }: Functions,
): Promise<ReplacedFunctions> {
  await client.query('set local check_function_bodies = off');
  const before = await existing(client);
  if (before.some((one) => revisionOf(one) > revision)) return { changed: [], newer: true };
  const kept = new Set(files.map(({ name }) => name));
  const gone = before.filter((one) => revisionOf(one) > 0 && !kept.has(one.name));
  for (const { signature } of gone) await client.query(`drop function ${signature}`);
  const changed: string[] = [];
  for (const { name, statements, checksum } of files) {
    const mark = `prisma/functions ${revision} ${checksum}`;
    const [own, ...more] = before.filter((one) => one.name === name);
    const same = more.length === 0 && own?.mark?.endsWith(` ${checksum}`) === true;
    if (same && own.mark === mark) continue;
    if (!same) {
      await create(client, name, statements, own !== undefined);
      changed.push(name);
    }
    const signature = same ? own.signature : await signatureOfMade(client, name);
    await client.query(`comment on function ${signature} is '${mark}'`);
  }
  return { changed: [...changed, ...gone.map(({ name }) => name)], newer: false };
}

/** @throws MigrationTrouble where the file makes no function, several, or a second one of its name */
async function signatureOfMade(client: pg.Client, name: string): Promise<string> {
  const own = (await existing(client)).filter((one) => one.name === name);
  const [made, ...more] = own.filter(({ fresh }) => fresh);
  if (made === undefined || more.length > 0)
    throw new MigrationTrouble(`prisma/functions/${name}.sql does not make one function ${name}.`);
  if (own.length > 1) throw otherShape(name);
  return made.signature;
}

/** Processes of the previous version call the function while the database is updated. */
function otherShape(name: string): MigrationTrouble {
  return new MigrationTrouble(
    `prisma/functions/${name}.sql changes what ${name} takes or returns. A function of another shape gets another name.`,
  );
}

async function create(
  client: pg.Client,
  name: string,
  statements: string,
  exists: boolean,
): Promise<void> {
  try {
    await client.query(statements);
  } catch (error) {
    if (isHeldUp(error)) throw error;
    if (exists && error instanceof pg.DatabaseError && error.code === OTHER_SHAPE)
      throw otherShape(name);
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationTrouble(`The function ${name} cannot be made: ${why}.`);
  }
}
