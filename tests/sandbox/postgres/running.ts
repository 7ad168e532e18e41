import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** The content of a data folder's lock file. */
export interface Lock {
  pid: number;
  port: number;
}

/** Reads the lock file of a data folder; null if it is missing or unreadable. */
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
 * Removes the lock file of an ended server: its process is gone, or its id belongs to another program now
 * (after a restart of the machine), and PostgreSQL itself would refuse to start.
 * @returns whether it removed one
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
      // A server's working folder is its data folder; a zombie process has none.
      return readlinkSync(`/proc/${pid}/cwd`) === cluster;
    } catch {
      return false;
    }
  }
  const ps = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  return ps.stdout.includes(cluster);
}

/** Runs one statement on its own connection; rejects when the server does not reply. */
export async function runOnce(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // Ignores a server that ends while the connection closes.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}
