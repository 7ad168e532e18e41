import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bringUpToDate } from '../../app/migrate/up-to-date.server';
import { removePostgres, startPostgres } from '../sandbox/postgres/embedded-postgres';

const TEMPLATE = 'template';

declare module 'vitest' {
  interface ProvidedContext {
    /** the address of the run's PostgreSQL, without a database, as the role of web and worker */
    postgres: string;
    /** the same as the role of migrations, which owns the databases */
    owner: string;
    /** the same as the server's own role, which creates databases and sees every shop's rows */
    server: string;
    /** the migrated database that every test file copies */
    template: string;
  }
}

/**
 * Once per run: a PostgreSQL in a temporary folder, with one database that has every migration.
 * The tests' data need not survive a power cut, so here, and only here, fsync is off.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'omega-test-'));
  chmodSync(dataDir, 0o711);
  const postgres = await startPostgres({
    dataDir,
    log: () => undefined,
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '200',
    },
  });
  await postgres.createDatabase(TEMPLATE);
  const addresses = { owner: postgres.ownerUrl(TEMPLATE), app: postgres.url(TEMPLATE) };
  await bringUpToDate(addresses, join(import.meta.dirname, '../../prisma'));
  project.provide('postgres', postgres.url(''));
  project.provide('owner', postgres.ownerUrl(''));
  project.provide('server', postgres.serverUrl(''));
  project.provide('template', TEMPLATE);
  return async () => {
    await postgres.stop();
    removePostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
}
