import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { mustBe, type BenchDatabase } from '../support/bench-database';

const TABLES = ['products', 'variant_costs', 'customers', 'orders', 'order_lines'];

/**
 * The lower bound of an import, in seconds: PostgreSQL's own COPY of the same rows, from files on its
 * disk, into tables with the same columns, keys and indexes. Writing the files is not timed.
 * @param folder a folder that PostgreSQL's account can enter
 */
export async function timeFloor(db: BenchDatabase, folder: string): Promise<number> {
  const files = join(folder, 'rows');
  mkdirSync(files);
  // The server writes here, possibly under another account.
  chmodSync(files, 0o777);
  const fileOf = (table: string): string => `'${join(files, table).replaceAll("'", "''")}'`;
  await db.run('create schema floor');
  for (const table of TABLES) {
    await db.run(`copy ${table} to ${fileOf(table)}`);
    await db.run(`create table floor.${table} (like ${table} including indexes)`);
  }
  await db.run('checkpoint');
  const from = performance.now();
  for (const table of TABLES) await db.run(`copy floor.${table} from ${fileOf(table)}`);
  const seconds = (performance.now() - from) / 1000;
  for (const table of TABLES)
    mustBe(
      `number of rows of the floor's ${table}`,
      await rowsOf(db, `floor.${table}`),
      await rowsOf(db, table),
    );
  await db.run('drop schema floor cascade');
  rmSync(files, { recursive: true, force: true });
  return seconds;
}

async function rowsOf(db: BenchDatabase, table: string): Promise<number> {
  const count = z.object({ rows: z.coerce.number() });
  return (await db.one(count, `select count(*) as rows from ${table}`)).rows;
}
