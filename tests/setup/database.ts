import pg from 'pg';
import { afterAll, inject } from 'vitest';

export interface TestDatabase {
  /** its address, which the app's own modules have as DATABASE_URL */
  url: string;
  /** connections that are set to no shop; the app's own pool is `app/store/db.server`'s */
  pool: pg.Pool;
  /** the rows of one statement */
  query(statement: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
}

/**
 * This test file's own database, a copy of the migrated template; dropped when the file has ended.
 * Call it once, at the top of the file or in `beforeAll`.
 */
export async function database(): Promise<TestDatabase> {
  const url = process.env.DATABASE_URL ?? '';
  const name = new URL(url).pathname.slice(1);
  await onServer(`create database ${name} template ${inject('template')}`);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  afterAll(async () => {
    await pool.end();
    const app = await import('../../app/store/db.server');
    await app.prisma.$disconnect();
    if (!app.pool.ended) await app.pool.end();
    await onServer(`drop database ${name} with (force)`);
  });
  return {
    url,
    pool,
    query: async (statement, values) => {
      const result = await pool.query<Record<string, unknown>>(statement, values);
      return result.rows;
    },
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${inject('postgres')}postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
