import { setTimeout as wait } from 'node:timers/promises';

/**
 * A preload for the processes of a command: standard input is a pipe from the command, which closes when the
 * command ends in any way. So a killed command leaves no process behind.
 */
process.stdin.on('end', end).on('close', end).on('error', end).resume();
// The open pipe must not keep an otherwise finished process alive.
process.stdin.unref?.();

let ending = false;

function end() {
  if (ending) return;
  ending = true;
  process.kill(process.pid, 'SIGTERM');
  void wait(5_000, undefined, { ref: false }).then(() => process.exit(1));
}
