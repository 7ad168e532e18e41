import { runMigrations } from 'graphile-worker';

/** Brings the queue's own schema up to date. Runs beside `prisma migrate deploy`, before web and worker start. */
export async function migrateQueue(connectionString: string): Promise<void> {
  await runMigrations({ connectionString, noHandleSignals: true });
}
