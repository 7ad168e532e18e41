import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PostgresTrouble } from './trouble';

/** Another user of this machine that runs PostgreSQL. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

const CANDIDATES = ['postgres', '_postgres', 'nobody', 'daemon'];

/** PostgreSQL refuses to run as root, so root needs another account. */
export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * An existing unprivileged user that root can run PostgreSQL as. No user is created.
 * @throws PostgresTrouble when the machine has none
 */
export function otherAccount(): Account {
  const known = accounts(readFileSync('/etc/passwd', 'utf8'));
  for (const name of CANDIDATES) {
    const account = known.find((one) => one.name === name);
    // A container may list a user without its id: then the test program does not start.
    if (account && runs(account, '/bin/sh', ['-c', ':'])) return account;
  }
  throw new PostgresTrouble(
    `PostgreSQL refuses to run as root, and this machine has no other user for it (looked for ${CANDIDATES.join(', ')}). Run this as an ordinary user.`,
  );
}

/** The users of a passwd file; ids below 1 (root, macOS's nobody) are left out. */
export function accounts(passwd: string): Account[] {
  return passwd.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':');
    const account = { name, uid: Number(uid), gid: Number(gid) };
    return Number.isInteger(account.uid) && account.uid > 0 && account.gid > 0 ? [account] : [];
  });
}

/** Whether this user can run the program, which needs permission for every folder above it. */
export function runs(account: Account | null, program: string, args: string[]): boolean {
  return spawnSync(program, args, { ...asAccount(account), stdio: 'ignore' }).status === 0;
}

/** Options for a child process of this user, in a folder that every user can enter. */
export function asAccount(account: Account | null): { cwd: string; uid?: number; gid?: number } {
  return account ? { cwd: '/', uid: account.uid, gid: account.gid } : { cwd: '/' };
}
