import { join } from 'node:path';
import pg from 'pg';
import { bringUpToDate } from '../../app/migrate/up-to-date.server';
import { OldDatabase } from '../../app/store/schema/migrate.server';
import { startPostgres, type EmbeddedPostgres } from '../sandbox/postgres/embedded-postgres';
import { projectFolder } from '../support/processes/ensure-built';
import type { Command } from './command';

/**
 * Starts PostgreSQL in the folder and releases it when the command ends, even during the start.
 * @param settings replace the ordinary ones if the server does not run yet
 */
export async function commandPostgres(
  command: Command,
  dataDir: string,
  log: (line: string) => void,
  settings: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const starting = command.beside(startPostgres({ dataDir, log, settings }));
  command.atEnd(async () => {
    const postgres = await starting.catch(() => null);
    await postgres?.stop();
  });
  return await starting;
}

/**
 * Creates the database if it is missing, and migrates the app's tables and the queue's.
 * @param rebuilding called with a sentence before a database without the baseline is rebuilt
 * @returns its address for the role of web and worker
 */
export async function migrated(
  postgres: EmbeddedPostgres,
  name: string,
  rebuilding: (sentence: string) => void = () => undefined,
): Promise<string> {
  const addresses = { owner: postgres.ownerUrl(name), app: postgres.url(name) };
  const upToDate = async () => {
    await postgres.createDatabase(name);
    await bringUpToDate(addresses, join(projectFolder, 'prisma'));
  };
  try {
    await upToDate();
  } catch (error) {
    if (!(error instanceof OldDatabase)) throw error;
    rebuilding('The database is older than the first release: rebuilding it.');
    await postgres.dropDatabase(name);
    await upToDate();
  }
  return addresses.app;
}

/**
 * Locks a name until the command ends, killed or not: the server releases the lock with the connection.
 * @returns false when another command holds it
 */
export async function holdAlone(
  command: Command,
  postgres: EmbeddedPostgres,
  name: string,
): Promise<boolean> {
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  client.on('error', () => undefined);
  await client.connect();
  command.atEnd(async () => {
    await client.end().catch(() => undefined);
  });
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtext($1)) as held',
    [name],
  );
  return rows[0]?.held === true;
}
