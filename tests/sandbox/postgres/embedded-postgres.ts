import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { installedBinaries } from './binaries';
import { openCluster } from './cluster';
import { choosePlace, possiblePlaces } from './place';
import { createOwnedDatabase, ensureRoles, urlAs } from './roles';
import { isServerOf, readLock, runOnce } from './running';
import { findServer, startServer, urlOf } from './server';
import { settings as ownSettings, type Settings } from './settings';
import { PostgresTrouble, troubleFrom } from './trouble';
import { waitUntilGone, watch } from './watchdog';

export { PostgresTrouble };

/** The app's own PostgreSQL, on 127.0.0.1 only. */
export interface EmbeddedPostgres {
  port: number;
  /** the address of a database, existing or not, for the role of web and worker, which owns no table */
  url(database: string): string;
  /** the same for the role of migrations, which owns the database */
  ownerUrl(database: string): string;
  /** the same for the server's own role, which bypasses the walls between shops */
  serverUrl(database: string): string;
  /** creates the database if it is missing, for the role of migrations, as a copy of a template if given */
  createDatabase(name: string, template?: string): Promise<void>;
  /** removes the database and ends every connection to it */
  dropDatabase(name: string): Promise<void>;
  /** releases the server, which stops cleanly when no other process uses it */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** the folder of its data and its password; created if it is missing */
  dataDir: string;
  /** any free one when not given */
  port?: number;
  /** called with a sentence about anything unusual */
  log: (line: string) => void;
  /** server settings that replace the ordinary ones */
  settings?: Settings;
}

/**
 * Starts PostgreSQL from npm's programs, or joins the one that runs on the same data. It stops with the last
 * process that uses it, even a killed one.
 * @throws PostgresTrouble with a sentence that says what to do, when that is impossible
 */
export async function startPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const dataDir = realFolder(options.dataDir);
  const binaries = await installedBinaries();
  const place = choosePlace(dataDir, binaries, options.log);
  const cluster = await openCluster(place, binaries, dataDir, options.log);
  const settings = { ...ownSettings(), ...options.settings };
  // Registers as a user before it looks for the server: an earlier user may be about to stop it.
  const watchdog = await watch(place).catch((error: unknown) => {
    throw troubleFrom('starting PostgreSQL', String(error), place.home);
  });
  try {
    let server = await findServer(cluster, options.log);
    while (!server) {
      server =
        (await startServer(place, cluster, settings, options.port ?? null)) ??
        (await findServer(cluster, options.log));
    }
    const { pid, port } = server;
    const serverUrl = (database: string): string => urlOf(cluster, port, database);
    const control = serverUrl('postgres');
    await ensureRoles(control, cluster);
    return {
      port,
      url: (database) => urlAs('app', cluster, port, database),
      ownerUrl: (database) => urlAs('owner', cluster, port, database),
      serverUrl,
      createDatabase: (name, template) =>
        createOwnedDatabase(control, serverUrl(name), name, template),
      dropDatabase: (name) =>
        runOnce(control, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
      stop: async () => {
        if (await watchdog.release())
          await waitUntilGone(pid, () => isServerOf(pid, cluster.folder));
      },
    };
  } catch (error) {
    await watchdog.release();
    throw error;
  }
}

/**
 * Removes the data of an unused PostgreSQL from every possible place.
 * @throws PostgresTrouble while it runs, or without permission to remove it
 */
export function removePostgres(dataDir: string): void {
  const folder = realFolder(dataDir);
  for (const place of possiblePlaces(folder)) {
    const cluster = join(place, place.endsWith('postgres') ? 'cluster' : 'postgres/cluster');
    const lock = readLock(cluster);
    if (lock && isServerOf(lock.pid, cluster))
      throw new PostgresTrouble(
        `The database in ${place} is in use. Stop what runs on it (Ctrl-C in its terminal), then start again.`,
      );
    try {
      rmSync(place, { recursive: true, force: true });
    } catch (error) {
      throw troubleFrom('removing the database', String(error), place);
    }
  }
  rmSync(join(folder, 'postgres-password'), { force: true });
}

/** The folder's real path, by which a server is recognised. */
function realFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    return realpathSync(dataDir);
  } catch (error) {
    throw troubleFrom('making the folder for the data', String(error), resolve(dataDir));
  }
}
