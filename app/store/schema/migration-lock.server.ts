import pg from 'pg';

/** Prisma's advisory lock: concurrent migrations wait for each other, whichever program runs them. */
const LOCK = 72_707_369;

/** The database cannot be updated; the message says why, and what to do. */
export class MigrationTrouble extends Error {
  override name = 'MigrationTrouble';
}

/** Runs `work` under the lock: another migration, whichever program runs it, waits until it ends. */
export async function underMigrationLock<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set client_min_messages to warning; select pg_advisory_lock(${LOCK})`);
    return await work(client);
  } finally {
    await client.end();
  }
}
