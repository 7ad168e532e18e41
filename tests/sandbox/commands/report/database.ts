import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { z } from 'zod';
import type { EmbeddedPostgres } from '../../../../app/store/embedded-postgres.server';
import type { Command } from '../command';
import { migrated } from '../database';

const names = z.array(z.object({ datname: z.string() }));

/** A database for one report: made from the migrations, dropped when the command ends. */
export async function reportDatabase(
  command: Command,
  postgres: EmbeddedPostgres,
): Promise<string> {
  await sweep(postgres);
  const name = `report_${process.pid}_${randomBytes(4).toString('hex')}`;
  command.atEnd(() => postgres.dropDatabase(name));
  return await migrated(postgres, name);
}

/** Drops what reports that were killed left behind; the number in a name is the report's process. */
async function sweep(postgres: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select datname from pg_database where datname ~ '^report_[0-9]+_[0-9a-f]{8}$'`,
    );
    for (const { datname } of names.parse(rows))
      if (!isAlive(Number(datname.split('_')[1]))) await postgres.dropDatabase(datname);
  } finally {
    await client.end();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
