import { join } from 'node:path';
import { migrateQueue } from '../queue/migrate.server';
import type { Patience } from '../store/held-up';
import { migrate } from '../store/migrate.server';
import { replaceFunctions } from '../store/sql-functions.server';

/** What was brought up to date, by name. */
export interface BroughtUpToDate {
  migrations: string[];
  functions: string[];
}

/**
 * Brings a database up to date while processes use it: the app's tables, its functions, which are made of
 * these tables, and the queue's schema, which the functions name only when they run.
 * @param folder Prisma's, with `migrations` and `functions`
 * @throws MigrationTrouble, HeldUp
 */
export async function bringUpToDate(
  url: string,
  folder: string,
  patience: Partial<Patience> = {},
): Promise<BroughtUpToDate> {
  const migrations = await migrate(url, join(folder, 'migrations'), patience);
  const functions = await replaceFunctions(url, join(folder, 'functions'));
  await migrateQueue(url, patience);
  return { migrations, functions };
}
