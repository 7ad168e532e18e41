import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  removePostgres,
  startPostgres,
  type EmbeddedPostgres,
} from '../../sandbox/postgres/embedded-postgres';

/** A PostgreSQL for one run, which can be stopped and restarted, and a folder for the run's files. */
export interface OwnPostgres {
  readonly folder: string;
  /** folder of its data */
  readonly dataDir: string;
  postgres: EmbeddedPostgres;
  /** Stops the server cleanly. */
  stop(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** Stops it and removes everything. */
  remove(): Promise<void>;
}

/**
 * Starts a PostgreSQL with an operator's settings (fsync is on) in a temporary folder.
 * @param dataDir another folder for its data
 */
export async function ownPostgres(dataDir?: string): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'omega-run-'));
  const data = dataDir ?? join(folder, 'data');
  // Started by root, PostgreSQL runs under another account, which must be able to enter.
  chmodSync(folder, 0o711);
  mkdirSync(data, { recursive: true, mode: 0o711 });
  const start = (port?: number): Promise<EmbeddedPostgres> =>
    startPostgres({
      ...{ dataDir: data, log: () => undefined, settings: { max_connections: '200' } },
      ...(port === undefined ? {} : { port }),
    });
  const own: OwnPostgres = {
    folder,
    dataDir: data,
    postgres: await start(),
    stop: () => own.postgres.stop(),
    start: async () => {
      own.postgres = await start(own.postgres.port);
    },
    remove: async () => {
      await own.postgres.stop();
      removePostgres(data);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return own;
}
