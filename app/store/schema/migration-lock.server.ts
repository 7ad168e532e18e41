import pg from 'pg';

/** Prisma's advisory lock: two that migrate at once wait for each other, whichever program they are. */
const LOCK = 72_707_369;

/** The database cannot be brought up to date; the message says why, and what to do. */
export class MigrationTrouble extends Error {
  override name = 'MigrationTrouble';
}

/** Works on the database alone: another migration, whichever program runs it, waits until the work ends. */
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
