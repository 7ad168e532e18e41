import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';
import type { EmbeddedPostgres } from '../../sandbox/postgres/embedded-postgres';
import { runOnce } from '../../sandbox/postgres/running';
import { hashOf } from '../../support/processes/ensure-built';
import type { Command } from '../command';
import { migrated } from '../database';

/**
 * Small buffers for one report: the system's cache holds the tables anyway, and shared buffers count in the
 * memory of each server process.
 */
export const POSTGRES_SETTINGS = { shared_buffers: '32MB' };

const names = z.array(z.object({ datname: z.string() }));

/** Sources of the empty database: after a change in them the kept one is stale. */
const SOURCES = [
  'tests/commands/report/database.ts',
  'prisma',
  'app/migrate',
  'app/queue',
  'app/store',
  'package-lock.json',
];

/**
 * Creates a database for one report, dropped when the command ends. It copies a kept empty one, because the
 * migrations take longer than the numbers of a small file. It does not survive a power cut and need not: an
 * interrupted report starts over.
 */
export async function reportDatabase(
  command: Command,
  postgres: EmbeddedPostgres,
): Promise<string> {
  const name = `report_${process.pid}_${randomBytes(4).toString('hex')}`;
  command.atEnd(() => postgres.dropDatabase(name));
  await underLock(postgres, async (client) => {
    await sweep(client, postgres);
    await postgres.createDatabase(name, await emptyDatabase(client, postgres));
    await client.query(`alter database ${pg.escapeIdentifier(name)} set synchronous_commit = off`);
  });
  return postgres.url(name);
}

/** Runs `work` under a lock, so that no other report creates or drops databases meanwhile. */
async function underLock<T>(
  postgres: EmbeddedPostgres,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: postgres.serverUrl('postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('omega.report'))`);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The migrated, empty database; an incomplete one has another name. */
async function emptyDatabase(client: pg.Client, postgres: EmbeddedPostgres): Promise<string> {
  const name = `empty_${hashOf(SOURCES).slice(0, 12)}`;
  const kept = await named(client, '^empty_');
  if (kept.includes(name)) return name;
  // those of other versions of the app, and incomplete ones
  for (const old of kept) await postgres.dropDatabase(old).catch(() => undefined);
  const half = `${name}_half`;
  await migrated(postgres, half);
  await runOnce(postgres.ownerUrl(half), WITHOUT_LOG);
  await client.query(
    `alter database ${pg.escapeIdentifier(half)} rename to ${pg.escapeIdentifier(name)}`,
  );
  return name;
}

/**
 * Makes all tables unlogged, so that rows are not also written to the log: a table comes after those whose
 * foreign keys refer to it.
 */
const WITHOUT_LOG = `do $$
  declare own regclass;
  begin
    loop
      select oid into own from pg_class found
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relpersistence = 'p'
        and not exists (
          select from pg_constraint link
          where link.contype = 'f' and link.confrelid = found.oid and link.conrelid <> found.oid
            and (select relpersistence from pg_class where oid = link.conrelid) = 'p')
      limit 1;
      exit when not found;
      execute format('alter table %s set unlogged', own);
    end loop;
  end $$`;

async function named(client: pg.Client, pattern: string): Promise<string[]> {
  const { rows } = await client.query('select datname from pg_database where datname ~ $1', [
    pattern,
  ]);
  return names.parse(rows).map(({ datname }) => datname);
}

/** Drops the databases of killed reports; the number in a name is the report's process. */
async function sweep(client: pg.Client, postgres: EmbeddedPostgres): Promise<void> {
  for (const name of await named(client, '^report_[0-9]+_[0-9a-f]{8}$'))
    if (!isAlive(Number(name.split('_')[1]))) await postgres.dropDatabase(name);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
