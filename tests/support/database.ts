import pg from 'pg';
import { afterAll, inject } from 'vitest';

export interface TestDatabase {
  /** its address as the role of web and worker, which the app's own modules use as DATABASE_URL */
  url: string;
  /** the same as the role of migrations, which owns it */
  ownerUrl: string;
  /** the same as the server's own role, a superuser: no wall between shops holds for it */
  serverUrl: string;
  /**
   * Connections beside the app's, as the server's own role, which see every shop's rows. The
   * app's pool is `app/store/db.server`'s, and sees one shop at a time.
   */
  pool: pg.Pool;
  /** the rows of one statement on one of these connections */
  query(statement: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
}

/**
 * This test file's own database, a copy of the migrated template; dropped at the end of the file.
 * Call it once, at the top of the file or in `beforeAll`.
 */
export async function database(): Promise<TestDatabase> {
  if (process.env.SHARED_MODULES !== undefined)
    throw new Error(
      'the app may be connected to another file’s database here: vitest.config.ts, ofModules',
    );
  const url = process.env.DATABASE_URL ?? '';
  const name = new URL(url).pathname.slice(1);
  const serverUrl = inject('server') + name;
  const ownerUrl = inject('owner') + name;
  await onServer(
    `create database ${name} owner ${new URL(ownerUrl).username} template ${inject('template')}`,
  );
  const pool = new pg.Pool({ connectionString: serverUrl, max: 4 });
  // The drop may run before the connections have ended.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  afterAll(async () => {
    await pool.end();
    const app = await import('../../app/store/db.server');
    await app.prisma.$disconnect();
    await app.endPools();
    await onServer(`drop database ${name} with (force)`);
  });
  return {
    url,
    ownerUrl,
    serverUrl,
    pool,
    query: async (statement, values) => {
      const result = await pool.query<Record<string, unknown>>(statement, values);
      return result.rows;
    },
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${inject('server')}postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
