import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inherited } from '../sandbox/commands/build';

const root = join(import.meta.dirname, '../..');

/** What a command that has ended said, and its exit code. */
interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command as a person runs it, with a data folder of the test's own. */
export interface RunningCommand {
  child: ChildProcess;
  /** resolves when the command has said this on standard output */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Ended>;
}

/** A new data folder that other users may enter. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'omega-commands-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** Starts `npm run -s <script> -- <args>`. */
export function start(script: string, args: string[], env: Record<string, string>): RunningCommand {
  const child = spawn('npm', ['run', '-s', script, '--', ...args], {
    cwd: root,
    env: { ...inherited(), LANG: 'C.UTF-8', LC_ALL: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  return {
    child,
    ended,
    said: async (pattern) => {
      for (;;) {
        const found = pattern.exec(stdout);
        if (found) return found;
        const end = await Promise.race([once(child.stdout, 'data').then(() => null), ended]);
        if (end && !pattern.test(stdout))
          throw new Error(`It ended without saying ${String(pattern)}:\n${stdout}\n${stderr}`);
      }
    },
  };
}
