import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { RoleTrouble } from '../store/schema/grants.server';
import { HeldUp } from '../store/work/held-up';
import { MigrationTrouble } from '../store/schema/migration-lock.server';
import { refusalOf } from '../store/database/refusal';
import { Unfit } from '../store/schema/unfit.server';
import { bringUpToDate, type Addresses } from './up-to-date.server';

/**
 * Brings the database of MIGRATION_DATABASE_URL up to date for the role of DATABASE_URL, and prints what it
 * did. A known error prints one sentence and sets the exit code 1.
 * @param folder Prisma's, with `migrations` and `functions`
 */
export async function start(folder: URL): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const addresses = addressesIn(process.env);
  if (typeof addresses === 'string') {
    refuse(addresses);
    return;
  }
  const reported = new Set<string>();
  const heldUp = (what: string): void => {
    if (!reported.has(what)) say(`The migration ${what} waits for a table that is in use.`);
    reported.add(what);
  };
  try {
    const { migrations, functions, lacks } = await bringUpToDate(addresses, fileURLToPath(folder), {
      heldUp,
    });
    for (const name of migrations) say(`The migration ${name} is applied.`);
    if (functions.changed.length > 0)
      say(`These functions are new: ${functions.changed.join(', ')}.`);
    if (functions.newer) say('The functions are those of a newer release and stay as they are.');
    if (lacks !== null) say(lacks);
    say('The database is up to date.');
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    refuse(sentence);
  }
}

function sentenceOf(error: unknown): string | null {
  // disk_full
  if (error instanceof pg.DatabaseError && error.code === '53100')
    return 'The disk of PostgreSQL is full. Free some space there, then run npm run migrate again.';
  return error instanceof Error && KNOWN.some((kind) => error instanceof kind)
    ? error.message
    : refusalOf(error, 'MIGRATION_DATABASE_URL');
}

const KNOWN = [Unfit, MigrationTrouble, RoleTrouble, HeldUp];

/** Both addresses, or a sentence about a missing one. */
function addressesIn({
  DATABASE_URL,
  MIGRATION_DATABASE_URL,
}: NodeJS.ProcessEnv): Addresses | string {
  const [app, owner] = [DATABASE_URL ?? '', MIGRATION_DATABASE_URL ?? ''];
  if (app === '') return 'DATABASE_URL is missing.';
  if (owner === '')
    return (
      'MIGRATION_DATABASE_URL is missing: the address of the database as the role that owns it. ' +
      'DATABASE_URL names the role of web and worker, which owns no table. See docs/operating.md, "The database roles".'
    );
  return { app, owner };
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
