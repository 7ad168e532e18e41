import {
  chownSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';

/** Files of the running server, not of its data; and the log, which the archive has. */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'pg_wal']);

const stopped = z.object({ labelfile: z.string(), spcmapfile: z.string() });

/**
 * A base backup of a running server without pg_basebackup, as its manual describes it
 * (https://www.postgresql.org/docs/18/continuous-archiving.html): its files are copied while it
 * runs, and the archive of its log has the writes meanwhile.
 * @param meanwhile runs after the copy of the first half of the files
 */
export async function baseBackup(
  serverUrl: string,
  cluster: string,
  target: string,
  meanwhile: () => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('omega', true)`);
    makeLike(target, lstatSync(cluster));
    const names = readdirSync(cluster).filter((name) => !LEFT_OUT.has(name));
    const half = Math.ceil(names.length / 2);
    for (const name of names.slice(0, half)) copy(join(cluster, name), join(target, name));
    await meanwhile();
    for (const name of names.slice(half)) copy(join(cluster, name), join(target, name));
    const { rows } = await client.query('select labelfile, spcmapfile from pg_backup_stop()');
    const [{ labelfile } = { labelfile: '' }] = z.array(stopped).parse(rows);
    const owner = lstatSync(cluster);
    makeLike(join(target, 'pg_wal'), owner);
    // without the first file the server would take the copy for complete, without the second for its own
    for (const [name, text] of [
      ['backup_label', labelfile],
      ['recovery.signal', ''],
    ] as const) {
      writeFileSync(join(target, name), text, { mode: 0o600 });
      chownSync(join(target, name), owner.uid, owner.gid);
    }
  } finally {
    await client.end();
  }
}

function makeLike(folder: string, { mode, uid, gid }: Stats): void {
  mkdirSync(folder, { mode: mode & 0o777, recursive: true });
  chownSync(folder, uid, gid);
}

/** A file that the server has removed since may be missing: its log has the removal. */
function copy(from: string, to: string): void {
  try {
    const found = lstatSync(from);
    if (found.isDirectory()) {
      makeLike(to, found);
      for (const name of readdirSync(from)) copy(join(from, name), join(to, name));
      return;
    }
    copyFileSync(from, to);
    chownSync(to, found.uid, found.gid);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
