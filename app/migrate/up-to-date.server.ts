import { migrateQueue } from '../queue/migrate.server';
import type { Patience } from '../store/held-up';
import { migrate } from '../store/migrate.server';

/**
 * Brings a database up to date, the app's tables and then the queue's, while whoever uses it goes on.
 * @param folder Prisma's folder of migrations
 * @returns the names of the app's migrations that were applied now
 * @throws MigrationTrouble, HeldUp
 */
export async function bringUpToDate(
  url: string,
  folder: string,
  patience: Partial<Patience> = {},
): Promise<string[]> {
  const applied = await migrate(url, folder, patience);
  await migrateQueue(url, patience);
  return applied;
}
