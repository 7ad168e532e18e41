import { fileURLToPath } from 'node:url';
import { HeldUp } from '../store/held-up';
import { MigrationTrouble } from '../store/migrate.server';
import { refusalOf } from '../store/refusal';
import { bringUpToDate } from './up-to-date.server';

/**
 * Brings the database that DATABASE_URL names up to date, and says what it did. What is wrong is said
 * in a sentence, and the process ends with 1.
 * @param folder Prisma's, with `migrations` and `functions`
 */
export async function start(folder: URL): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const url = process.env.DATABASE_URL ?? '';
  if (url === '') {
    refuse('DATABASE_URL is missing.');
    return;
  }
  const told = new Set<string>();
  const heldUp = (what: string): void => {
    if (!told.has(what)) say(`The migration ${what} waits for a table that is in use.`);
    told.add(what);
  };
  try {
    const { migrations, functions } = await bringUpToDate(url, fileURLToPath(folder), { heldUp });
    for (const name of migrations) say(`The migration ${name} is applied.`);
    if (functions.length > 0) say(`These functions are new: ${functions.join(', ')}.`);
    say('The database is up to date.');
  } catch (error) {
    const known = error instanceof MigrationTrouble || error instanceof HeldUp;
    const sentence = known ? error.message : refusalOf(error);
    if (sentence === null) throw error;
    refuse(sentence);
  }
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
