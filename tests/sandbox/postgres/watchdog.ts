import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { asAccount } from './account';
import type { Place } from './place';
import { errorCode } from './trouble';

/**
 * A shell that waits until the process that uses the server is gone, however it went (the pipe
 * between them closes even after kill -9), and then stops the server, unless somebody else still
 * uses it. Each user of a server is a file named by the number of his watchdog.
 */
const SCRIPT = `
home=$1; me="$home/users/$$"
: > "$me" && echo watching || exit 1
read _line
rm -f "$me"
for other in "$home"/users/*; do
  kill -0 "\${other##*/}" 2>/dev/null && exit 0
done
pid=$(head -n 1 "$home/cluster/postmaster.pid" 2>/dev/null) && kill -INT "$pid" 2>/dev/null
exit 3
`;
const STOPPING = 3;

export interface Watchdog {
  /**
   * Gives the server up.
   * @returns true when nobody else uses it, and it was told to stop
   */
  release(): Promise<boolean>;
}

/** Registers this process as a user of the server that runs, or will run, in that place. */
export async function watch(place: Place): Promise<Watchdog> {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'omega-watchdog', place.home], {
    ...asAccount(place.account),
    // A group of its own: Ctrl-C at the terminal is for the supervisor, which then ends in order.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      resolve(code);
    });
    child.once('error', () => {
      resolve(null);
    });
  });
  child.stdin.on('error', () => undefined);
  const watching = await Promise.race([
    new Promise<boolean>((resolve) => {
      child.stdout.once('data', () => {
        resolve(true);
      });
    }),
    ended.then(() => false),
  ]);
  if (!watching) throw new Error(`Permission denied: ${join(place.home, 'users')}`);
  child.unref();
  // A waiting watchdog must not keep a finished process alive.
  for (const stream of [child.stdin, child.stdout])
    if ('unref' in stream && typeof stream.unref === 'function') stream.unref();
  return {
    release: async () => {
      child.ref();
      child.stdin.end();
      return (await ended) === STOPPING;
    },
  };
}

/** Waits until a server has gone, and makes it go when it does not: politely, then not. */
export async function waitUntilGone(pid: number, isRunning: () => boolean): Promise<void> {
  const stages: [milliseconds: number, signal: NodeJS.Signals][] = [
    [10_000, 'SIGQUIT'],
    [5_000, 'SIGKILL'],
    [2_000, 'SIGKILL'],
  ];
  for (const [milliseconds, signal] of stages) {
    const until = Date.now() + milliseconds;
    while (Date.now() < until) {
      if (!isRunning()) return;
      await wait(20);
    }
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (errorCode(error) === 'ESRCH') return;
    }
  }
}
