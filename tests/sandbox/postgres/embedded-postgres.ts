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

/** A PostgreSQL of the app's own, on 127.0.0.1 only. */
export interface EmbeddedPostgres {
  port: number;
  /** the address of a database, existing or not, as the role of web and worker, which owns no table */
  url(database: string): string;
  /** the same as the role of migrations, which owns the database */
  ownerUrl(database: string): string;
  /** the same as the server's own role, for which no wall between shops holds */
  serverUrl(database: string): string;
  /** makes the database where it does not exist, for the role of migrations; a template is copied */
  createDatabase(name: string, template?: string): Promise<void>;
  /** removes the database and ends every connection to it */
  dropDatabase(name: string): Promise<void>;
  /** gives the server up; it stops in order when nobody else uses it */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** the folder of its data and its password; made where it does not exist */
  dataDir: string;
  /** any free one when not given */
  port?: number;
  /** hears a sentence wherever something is not as usual */
  log: (line: string) => void;
  /** settings of the server that replace the ordinary ones */
  settings?: Settings;
}

/**
 * Starts PostgreSQL from the programs npm installed, or joins the one that runs on the same data.
 * It ends with the last process that uses it, even when that is killed.
 * @throws PostgresTrouble, a sentence with the way out, where that is not possible
 */
export async function startPostgres(options: StartOptions): Promise<EmbeddedPostgres> {
  const dataDir = realFolder(options.dataDir);
  const binaries = await installedBinaries();
  const place = choosePlace(dataDir, binaries, options.log);
  const cluster = await openCluster(place, binaries, dataDir, options.log);
  const settings = { ...ownSettings(), ...options.settings };
  // First a user, then the server: the one before us may be about to stop it.
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
 * Removes the data of a PostgreSQL that no process uses, wherever it stands.
 * @throws PostgresTrouble while it runs, or without the right to remove it
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

/** The folder by its one true name: a server is recognised by it. */
function realFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    return realpathSync(dataDir);
  } catch (error) {
    throw troubleFrom('making the folder for the data', String(error), resolve(dataDir));
  }
}
