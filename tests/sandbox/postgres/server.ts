import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { asAccount } from './account';
import { ROLE, type Cluster } from './cluster';
import type { Place } from './place';
import { isServerOf, readLock, removeStaleLock, runOnce } from './running';
import type { Settings } from './settings';
import { PostgresTrouble, troubleFrom } from './trouble';

/** A server that replies. */
export interface Server {
  pid: number;
  port: number;
}

/** The address of a database of that server. */
export function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://${ROLE}:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/**
 * Finds the server that already runs on these files. Waits for one that is starting, recovering or stopping;
 * removes the stale lock of an ended one.
 * @throws PostgresTrouble when a live server does not reply within 30 seconds
 */
export async function findServer(
  cluster: Cluster,
  log: (line: string) => void,
): Promise<Server | null> {
  const until = Date.now() + 30_000;
  for (;;) {
    const lock = readLock(cluster.folder);
    if (!lock || !isServerOf(lock.pid, cluster.folder)) {
      if (removeStaleLock(cluster.folder))
        log('PostgreSQL was not stopped cleanly last time: removing its stale lock.');
      return null;
    }
    if (await answers(cluster, lock.port)) return lock;
    if (Date.now() > until)
      throw new PostgresTrouble(
        `PostgreSQL (process ${lock.pid}) holds ${cluster.folder} and does not answer. End that process, or start over with: npm run demo -- --fresh`,
      );
    await wait(50);
  }
}

/**
 * Starts the server and waits until it replies.
 * @param port null: any free one
 * @returns null when a concurrent start was faster
 * @throws PostgresTrouble with the server's message
 */
export async function startServer(
  place: Place,
  cluster: Cluster,
  settings: Settings,
  port: number | null,
): Promise<Server | null> {
  const logFile = join(place.home, 'server.log');
  for (let attempt = 1; ; attempt += 1) {
    const chosen = port ?? (await freePort());
    // Truncated, so that it holds only this start's messages.
    const output = openSync(logFile, 'w');
    const child = spawn(
      join(place.binaries, 'bin', 'postgres'),
      ['-D', cluster.folder, '-p', String(chosen), ...flags(settings)],
      {
        ...asAccount(place.account),
        // Ctrl-C must reach only the supervisor, which stops the server last.
        detached: true,
        env: { ...process.env, LC_ALL: 'C' },
        stdio: ['ignore', output, output],
      },
    );
    closeSync(output);
    child.unref();
    let failure: string | null = null;
    child.once('error', (error) => {
      failure = String(error);
    });
    const ended = () => {
      failure ??= readFileSync(logFile, 'utf8');
    };
    child.once('exit', ended);
    while (failure === null) {
      if (child.pid !== undefined && (await answers(cluster, chosen))) {
        // A later end is a stop, and the log's folder may be removed by then.
        child.off('exit', ended);
        return { pid: child.pid, port: chosen };
      }
      await wait(25);
    }
    const said = String(failure);
    if (/lock file "postmaster.pid" (already exists|is empty)/.test(said)) return null;
    if (!/Address already in use|could not create any TCP\/IP sockets/.test(said))
      throw troubleFrom('starting PostgreSQL', said, place.home);
    if (port !== null)
      throw new PostgresTrouble(`Port ${port} is taken. Choose another one for PostgreSQL.`);
    if (attempt === 5)
      throw new PostgresTrouble('PostgreSQL found no free port on 127.0.0.1. Start again.');
  }
}

async function answers(cluster: Cluster, port: number): Promise<boolean> {
  if (port === 0) return false;
  try {
    await runOnce(urlOf(cluster, port, 'postgres'), 'select 1');
    return true;
  } catch {
    return false;
  }
}

function flags(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}
