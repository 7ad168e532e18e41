import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../../support/processes/ensure-built';
import type { Command } from '../../commands/command';
import { migrated } from '../../commands/database';
import { dataFolder } from '../../commands/demo/demo-data';
import { ownPostgres, type OwnPostgres } from '../../commands/processes/own-postgres';
import { progressOf, type Progress } from '../../commands/report/progress';
import { RunningApp, type RunningAppOptions } from '../../commands/processes/running-app';
import type { LocalShopify } from '../../sandbox/local-shopify';
import { BenchDatabase } from './bench-database';

/** The environment of a bench of the whole app; all of it is removed when the command ends. */
export interface Ground {
  shown: Progress;
  own: OwnPostgres;
  databaseUrl: string;
  db: BenchDatabase;
  /** a folder for logs */
  logs: string;
}

/** Builds the app, and starts a PostgreSQL with a migrated database of that name. */
export async function ground(command: Command, database: string): Promise<Ground> {
  const shown = progressOf(command);
  shown.say('Building the app …');
  await ensureBuilt('web', command.processes);
  await ensureBuilt('processes', command.processes);
  const own = await command.beside(ownPostgres());
  command.atEnd(() => own.remove());
  const databaseUrl = await migrated(own.postgres, database);
  const db = await BenchDatabase.open(own.postgres.serverUrl(database));
  command.atEnd(() => db.close());
  const logs = join(dataFolder, 'bench-logs');
  mkdirSync(logs, { recursive: true });
  return { shown, own, databaseUrl, db, logs };
}

/** Starts the built app around a local Shopify. */
export async function startApp(
  command: Command,
  { databaseUrl, logs }: Ground,
  shopify: LocalShopify,
  options: Partial<RunningAppOptions> = {},
): Promise<RunningApp> {
  const { url: shopifyUrl } = await shopify.listen();
  const app = await RunningApp.start({
    ...{ databaseUrl, shopify, shopifyUrl, folder: logs, env: { LOG_LEVEL: 'warn' } },
    ...options,
  });
  command.atEnd(() => app.kill());
  return app;
}
