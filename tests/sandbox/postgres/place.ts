import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { otherAccount, runs, runsAsRoot, type Account } from './account';
import type { Binaries } from './binaries';
import { PostgresTrouble, errorCode, troubleFrom } from './trouble';

/** The folders of the programs and the data files, and the account that runs them. */
export interface Place {
  /** null: this process's user */
  account: Account | null;
  binaries: string;
  /** holds the cluster, the list of its users and the server's log; writable for the account */
  home: string;
}

/**
 * Chooses the account and the folders of PostgreSQL. Root uses another account; data or programs that this
 * account cannot reach go to a folder in temporary space, which root owns and which is named after the closed
 * one.
 * @param dataDir absolute path; its `postgres` is the ordinary home
 * @throws PostgresTrouble without permission to write
 */
export function choosePlace(
  dataDir: string,
  binaries: Binaries,
  log: (line: string) => void,
): Place {
  try {
    mkdirSync(dataDir, { recursive: true });
    if (!runsAsRoot()) {
      const home = homeFor(join(dataDir, 'postgres'), null);
      return { account: null, binaries: binaries.folder, home };
    }
    const account = otherAccount();
    const canRun = runs(account, join(binaries.folder, 'bin', 'postgres'), ['--version']);
    const canEnter = runs(account, '/bin/sh', ['-c', 'cd "$0"', dataDir]);
    if (!canEnter)
      log(
        `PostgreSQL runs as user ${account.name}, who may not enter this folder: using ${awayFrom(dataDir)}.`,
      );
    return {
      account,
      binaries: canRun ? binaries.folder : copyOf(binaries),
      home: homeFor(
        canEnter ? join(dataDir, 'postgres') : join(open(dataDir), 'postgres'),
        account,
      ),
    };
  } catch (error) {
    if (error instanceof PostgresTrouble) throw error;
    throw troubleFrom('preparing the folder for PostgreSQL', String(error), dataDir);
  }
}

/** Every folder that may hold files of this data folder's PostgreSQL. */
export function possiblePlaces(dataDir: string): string[] {
  return runsAsRoot()
    ? [join(dataDir, 'postgres'), awayFrom(dataDir)]
    : [join(dataDir, 'postgres')];
}

function awayFrom(dataDir: string): string {
  const name = `omega-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  // /var/tmp survives a restart of the machine, as the project's folder does.
  return join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), name);
}

/**
 * Opens the substitute folder in temporary space. Other users can write there too, so a folder that root does
 * not own is refused.
 */
function open(closed: string): string {
  const folder = awayFrom(closed);
  try {
    mkdirSync(folder, { mode: 0o711 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.())
    throw new PostgresTrouble(
      `${folder} belongs to another user. Remove it, or run this in a folder that other users may enter.`,
    );
  chmodSync(folder, 0o711);
  return folder;
}

function homeFor(folder: string, account: Account | null): string {
  mkdirSync(folder, { recursive: true });
  const users = join(folder, 'users');
  mkdirSync(users, { recursive: true });
  if (account) {
    chmodSync(folder, 0o711);
    chownSync(users, account.uid, account.gid);
  }
  return folder;
}

/** A copy of the programs that every user can read, made once per version. */
function copyOf(binaries: Binaries): string {
  const target = join(open(binaries.folder), `programs-${binaries.version}`);
  if (existsSync(target)) return target;
  const half = `${target}.${process.pid}`;
  copyReadable(binaries.folder, half);
  try {
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function copyReadable(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyReadable(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (!entry.name.endsWith('.a')) {
      copyFileSync(source, target);
      chmodSync(target, (lstatSync(source).mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
}
