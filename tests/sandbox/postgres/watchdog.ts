import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { asAccount } from './account';
import type { Place } from './place';
import { errorCode } from './trouble';

/**
 * A shell script that waits for the end of the process that uses the server (the pipe between them closes
 * even after kill -9), and then stops the server unless another process uses it. Each user of a server is a
 * file named by its watchdog's process id.
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
   * Releases the server.
   * @returns true when no other process uses it and it got the signal to stop
   */
  release(): Promise<boolean>;
}

/** Registers this process as a user of the place's server, running or not yet. */
export async function watch(place: Place): Promise<Watchdog> {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'omega-watchdog', place.home], {
    ...asAccount(place.account),
    // Its own group, because Ctrl-C must reach only the supervisor, which then ends cleanly.
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

/** Waits for a server's end, then forces it: with a signal to stop, then with a kill. */
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
