import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PostgresTrouble } from './trouble';

/** Another user of this machine that PostgreSQL runs as. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', '_postgres', 'nobody', 'daemon'];

/** PostgreSQL refuses to run as root; everyone else runs it as himself. */
export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * An existing user without power whom root can run PostgreSQL as. None is ever created.
 * @throws PostgresTrouble where the machine has none
 */
export function otherAccount(): Account {
  const known = accounts(readFileSync('/etc/passwd', 'utf8'));
  for (const name of CANDIDATES) {
    const account = known.find((one) => one.name === name);
    // A container may know a name without having its number: then the test program does not start.
    if (account && runs(account, '/bin/sh', ['-c', ':'])) return account;
  }
  throw new PostgresTrouble(
    `PostgreSQL refuses to run as root, and this machine has no other user for it (looked for ${CANDIDATES.join(', ')}). Run this as an ordinary user.`,
  );
}

/** The users of a passwd file; numbers below 1 (root, macOS's nobody) are of no use here. */
export function accounts(passwd: string): Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':');
    const account = { name, uid: Number(uid), gid: Number(gid) };
    return Number.isInteger(account.uid) && account.uid > 0 && account.gid > 0 ? [account] : [];
  });
}

/** Whether this user can run that program: it may fail on rights of any folder above it. */
export function runs(account: Account | null, program: string, args: string[]): boolean {
  return spawnSync(program, args, { ...asAccount(account), stdio: 'ignore' }).status === 0;
}

/** Options for a child process of that user, in a folder that every user may enter. */
export function asAccount(account: Account | null): { cwd: string; uid?: number; gid?: number } {
  return account ? { cwd: '/', uid: account.uid, gid: account.gid } : { cwd: '/' };
}
