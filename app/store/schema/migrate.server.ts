import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { isHeldUp, untilFree, type Patience } from '../work/held-up';
import { MigrationTrouble, underMigrationLock } from './migration-lock.server';
import {
  checksumOf,
  functionsIn,
  replaceFunctions,
  type ReplacedFunctions,
} from './sql-functions.server';

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

/** The first migration (decision 103). Only developers' databases have earlier ones. */
const BASELINE = '20261129220000_baseline';

/** A version before the baseline made the database, and no migration leads from there to here. */
export class OldDatabase extends MigrationTrouble {
  constructor(migration: string) {
    super(
      `This database was made by a version of before the first release (it has the migration ${migration}) and cannot be ` +
        'brought up to date. Make an empty database, name it in MIGRATION_DATABASE_URL and DATABASE_URL, and run npm run ' +
        'migrate again: shops import their orders anew. prisma/README.md says how to take answers of the survey along.',
    );
  }
}

/** The folders that a database is updated from. */
export interface SchemaFolders {
  /** Prisma's folder of migrations */
  migrations: string;
  /** `prisma/functions`; without it functions stay as they are */
  functions?: string;
}

/**
 * Applies the migrations that the database lacks, each in one transaction, and updates its functions to the
 * folder's in the last of these transactions. Does in milliseconds what `prisma migrate deploy` does, whose start
 * alone takes seconds: every report and every run of the tests begins with an empty database. It blocks no
 * process: a statement that changes a table waits until no transaction uses it, and later ones queue behind it.
 * So each try waits for `lockMs` only, lets the others pass, and retries.
 * @returns what it applied
 * @throws OldDatabase where the database is older than the first migration
 * @throws MigrationTrouble where a migration or a function fails, or an applied migration was changed since
 * @throws HeldUp where a table stays in use
 */
export async function migrate(
  url: string,
  folders: SchemaFolders,
  patience: Partial<Patience> = {},
): Promise<{ migrations: string[]; functions: ReplacedFunctions }> {
  const functions = folders.functions === undefined ? null : functionsIn(folders.functions);
  return await underMigrationLock(url, async (client) => {
    const pending = await pendingMigrations(client, folders.migrations);
    const last = pending.at(-1) ?? null;
    for (const migration of pending.slice(0, -1))
      await untilFree(migration.name, patience, (lockMs) =>
        inTransaction(client, lockMs, () => apply(client, migration)),
      );
    const replaced = await untilFree(last?.name ?? 'of the functions', patience, (lockMs) =>
      inTransaction(client, lockMs, async () => {
        if (last !== null) await apply(client, last);
        return functions === null
          ? { changed: [], newer: false }
          : await replaceFunctions(client, functions);
      }),
    );
    return { migrations: pending.map(({ name }) => name), functions: replaced };
  });
}

interface Migration {
  name: string;
  statements: string;
  checksum: string;
}

async function pendingMigrations(client: pg.Client, folder: string): Promise<Migration[]> {
  await client.query(TABLE);
  const { rows } = await client.query(
    `select migration_name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null order by migration_name`,
  );
  const known = new Map(applied.parse(rows).map((row) => [row.migration_name, row]));
  const old = [...known.keys()].find((name) => /^\d{14}_/.test(name) && name < BASELINE);
  if (old !== undefined) throw new OldDatabase(old);
  return migrationsIn(folder).filter(({ name, checksum }) => {
    const before = known.get(name);
    if (before?.finished === false)
      throw new MigrationTrouble(
        `Migration ${name} failed earlier. See: npx prisma migrate resolve --help`,
      );
    if (before && before.checksum !== checksum)
      throw new MigrationTrouble(
        `Migration ${name} was changed after it had been applied to this database.`,
      );
    return !before;
  });
}

async function inTransaction<T>(
  client: pg.Client,
  lockMs: number,
  work: () => Promise<T>,
): Promise<T> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = ${lockMs}`);
    const done = await work();
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function apply(client: pg.Client, { name, statements, checksum }: Migration): Promise<void> {
  try {
    await client.query(statements);
    await client.query(
      `insert into _prisma_migrations
         (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
  } catch (error) {
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
      return { name, statements, checksum: checksumOf(statements) };
    });
}
