import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { untilFree, type Patience } from '../store/work/held-up';

/**
 * Migrates the queue's own schema.
 * @throws HeldUp where its tables stay locked
 */
export async function migrateQueue(url: string, patience: Partial<Patience> = {}): Promise<void> {
  await untilFree('of the queue', patience, async (lockMs) => {
    const pool = new pg.Pool({
      connectionString: url,
      onConnect: async (client) => void (await client.query(`set lock_timeout = ${lockMs}`)),
    });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    try {
      await runMigrations({ pgPool: pool, noHandleSignals: true });
    } finally {
      await pool.end();
    }
  });
}
