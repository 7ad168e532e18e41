import { setTimeout as wait } from 'node:timers/promises';

/**
 * A preload for the processes of a command: standard input is a pipe from the command, which closes
 * when the command is gone, however it went. A killed command leaves no process behind.
 */
process.stdin.on('end', end).on('close', end).on('error', end).resume();
// Waiting for the end of the command must not keep a process alive that has nothing else to do.
process.stdin.unref?.();

let ending = false;

function end() {
  if (ending) return;
  ending = true;
  process.kill(process.pid, 'SIGTERM');
  void wait(5_000, undefined, { ref: false }).then(() => process.exit(1));
}
