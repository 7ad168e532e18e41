import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { isHeldUp, untilFree, type Patience } from '../work/held-up';

const applied = z.array(
  z.object({ migration_name: z.string(), checksum: z.string(), finished: z.boolean() }),
);

/** Prisma's own table, so that `prisma migrate deploy` and `status` see what was done here. */
const TABLE = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;
/** Prisma's advisory lock: two that migrate at once wait for each other, whichever program they are. */
const LOCK = 72_707_369;

/** The database cannot be brought up to date; the message says which migration and why. */
export class MigrationTrouble extends Error {
  override name = 'MigrationTrouble';
}

/**
 * Applies the migrations that the database does not have yet, each in one transaction. Does what
 * `prisma migrate deploy` does, whose start alone takes seconds, in milliseconds: every report and
 * every run of the tests begins with an empty database. And it holds nobody up: who changes a table
 * waits until nobody uses it, and everybody who comes later waits behind him, so it waits for a moment
 * only, lets the others pass, and tries again.
 * @param folder Prisma's folder of migrations
 * @returns the names of those applied now
 * @throws MigrationTrouble where a migration fails, or an applied one was changed since
 * @throws HeldUp where a table is in use all the time
 */
export async function migrate(
  url: string,
  folder: string,
  patience: Partial<Patience> = {},
): Promise<string[]> {
  return await underMigrationLock(url, async (client) => {
    await client.query(TABLE);
    const done = await client.query(
      `select migration_name, checksum, finished_at is not null as finished
       from _prisma_migrations where rolled_back_at is null`,
    );
    const known = new Map(applied.parse(done.rows).map((row) => [row.migration_name, row]));
    const names: string[] = [];
    for (const { name, statements, checksum } of migrationsIn(folder)) {
      const before = known.get(name);
      if (before?.finished === false)
        throw new MigrationTrouble(
          `Migration ${name} failed earlier. See: npx prisma migrate resolve --help`,
        );
      if (before && before.checksum !== checksum)
        throw new MigrationTrouble(
          `Migration ${name} was changed after it had been applied to this database.`,
        );
      if (before) continue;
      await untilFree(name, patience, (lockMs) =>
        apply(client, { name, statements, checksum }, lockMs),
      );
      names.push(name);
    }
    return names;
  });
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

interface Migration {
  name: string;
  statements: string;
  checksum: string;
}

async function apply(
  client: pg.Client,
  { name, statements, checksum }: Migration,
  lockMs: number,
): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = ${lockMs}`);
    await client.query(statements);
    await client.query(
      `insert into _prisma_migrations
         (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    if (isHeldUp(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationTrouble(`Migration ${name} failed: ${why}.`);
  }
}

function migrationsIn(folder: string): Migration[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .map((name) => {
      const statements = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, statements, checksum: createHash('sha256').update(statements).digest('hex') };
    });
}
