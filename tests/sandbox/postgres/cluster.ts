import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { asAccount } from './account';
import type { Binaries } from './binaries';
import type { Place } from './place';
import { PostgresTrouble, errorCode, troubleFrom } from './trouble';

/** The server's own role, a superuser: it creates databases for the roles of `roles.ts`. */
export const ROLE = 'omega';

/** The data files of a server, and the password of its role. */
export interface Cluster {
  folder: string;
  password: string;
}

/**
 * Opens the data files, or creates them. New ones get their name only when they are complete, so that an
 * interrupted start leaves nothing that looks like data.
 * @throws PostgresTrouble when they cannot be created, or belong to another major version
 */
export async function openCluster(
  place: Place,
  binaries: Binaries,
  dataDir: string,
  log: (line: string) => void,
): Promise<Cluster> {
  const folder = join(place.home, 'cluster');
  try {
    const secret = join(dataDir, 'postgres-password');
    const broken = existsSync(folder) ? whatIsBroken(folder, secret) : null;
    if (broken !== null) {
      log(`The database in ${folder} is half written (${broken}): rebuilding it.`);
      discard(folder);
    }
    const password = ownPassword(secret);
    if (existsSync(folder)) {
      requireMajor(folder, binaries.major);
      return { folder, password };
    }
    sweep(place.home);
    const half = join(place.home, `cluster.new-${process.pid}`);
    makeOwn(half, place);
    await initdb(place, half, password);
    try {
      renameSync(half, folder);
    } catch (error) {
      // A concurrent start was faster; its cluster has the same password.
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
    return { folder, password };
  } catch (error) {
    if (error instanceof PostgresTrouble) throw error;
    throw troubleFrom('making the database', String(error), place.home);
  }
}

function whatIsBroken(folder: string, secret: string): string | null {
  for (const file of ['PG_VERSION', 'global/pg_control', 'postgresql.conf', 'pg_wal', 'base'])
    if (!existsSync(join(folder, file))) return `${file} is missing`;
  return passwordIn(secret) === '' ? 'its password is missing' : null;
}

/** Renames the folder before removing it, so that a half-removed one does not look like data. */
function discard(folder: string): void {
  const old = `${folder}.old-${process.pid}`;
  renameSync(folder, old);
  rmSync(old, { recursive: true, force: true });
}

/** Removes the folders of interrupted starts; the number in a name is the process. */
function sweep(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = /^cluster\.(?:new|old)-(\d+)(?:\.password)?$/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    rmSync(join(home, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function ownPassword(secret: string): string {
  if (passwordIn(secret) === '') rmSync(secret, { force: true });
  try {
    writeFileSync(secret, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return passwordIn(secret);
}

function passwordIn(secret: string): string {
  return existsSync(secret) ? readFileSync(secret, 'utf8').trim() : '';
}

function requireMajor(folder: string, major: string): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (found !== major)
    throw new PostgresTrouble(
      `The data in ${folder} is PostgreSQL ${found}'s, and this is PostgreSQL ${major}. Start over with: npm run demo -- --fresh — or use the version of the app that made it.`,
    );
}

function makeOwn(folder: string, place: Place): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  chmodSync(folder, 0o700);
  if (place.account) chownSync(folder, place.account.uid, place.account.gid);
}

async function initdb(place: Place, folder: string, password: string): Promise<void> {
  const secret = `${folder}.password`;
  writeFileSync(secret, password, { mode: 0o600 });
  if (place.account) chownSync(secret, place.account.uid, place.account.gid);
  const child = spawn(
    join(place.binaries, 'bin', 'initdb'),
    [
      `--pgdata=${folder}`,
      `--username=${ROLE}`,
      '--auth=scram-sha-256',
      `--pwfile=${secret}`,
      '--encoding=UTF8',
      // The same sort order on every system, independent of its locales.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    {
      ...asAccount(place.account),
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      said += String(error);
      resolve(null);
    });
    child.once('close', resolve);
  });
  rmSync(secret, { force: true });
  if (code === 0) return;
  rmSync(folder, { recursive: true, force: true });
  throw troubleFrom('making the database', said, place.home);
}
