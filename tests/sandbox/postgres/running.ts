import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** What the lock file of a data folder says about the server that wrote it. */
export interface Lock {
  pid: number;
  port: number;
}

/** The lock file of a data folder, null where there is none or it says nothing usable. */
export function readLock(cluster: string): Lock | null {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return Number.isInteger(pid) && pid > 1 ? { pid, port: Number.isInteger(port) ? port : 0 } : null;
}

/**
 * Removes a lock file whose server is gone: its process has ended, or its number belongs to another
 * program now (after a restart of the machine), for which PostgreSQL itself would refuse to start.
 * @returns true when there was one to remove
 */
export function removeStaleLock(cluster: string): boolean {
  const file = join(cluster, 'postmaster.pid');
  const lock = readLock(cluster);
  if (lock && isServerOf(lock.pid, cluster)) return false;
  try {
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Whether the process is alive and is the PostgreSQL server of this data folder. */
export function isServerOf(pid: number, cluster: string): boolean {
  if (process.platform === 'linux') {
    try {
      // A server stands in its data folder; an ended process that nobody has collected in none.
      return readlinkSync(`/proc/${pid}/cwd`) === cluster;
    } catch {
      return false;
    }
  }
  const ps = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  return ps.stdout.includes(cluster);
}

/** Runs one statement on its own connection; rejects when the server does not answer. */
export async function runOnce(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that goes away while the connection closes is no news to anybody.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}
