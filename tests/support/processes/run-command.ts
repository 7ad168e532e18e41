import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inherited } from './ensure-built';

const root = join(import.meta.dirname, '../../..');

/** The output and exit code of an ended command. */
interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command as a person runs it, with a data folder of the test's own. */
export interface RunningCommand {
  child: ChildProcess;
  /** resolves when the command has printed this on standard output */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Ended>;
}

/** A new data folder that other users may enter. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'omega-commands-'));
  chmodSync(folder, 0o711);
  return folder;
}

const started: RunningCommand[] = [];

/** Ends processes that a failed test left running. */
export async function endAll(): Promise<void> {
  for (const { child } of started) child.kill('SIGTERM');
  await Promise.all(started.splice(0).map(({ ended }) => ended));
}

/** A process of a command: its id and its command line. */
export interface OneProcess {
  pid: number;
  args: string;
}

/** The descendants of a command with this data folder: all inherit its environment. */
export function processesOf(data: string): OneProcess[] {
  const mark = `OMEGA_DATA_DIR=${data}`;
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-axEww', '-o', 'pid=,command='], { encoding: 'utf8' });
    const lines = stdout.split('\n').filter((line) => line.includes(mark));
    return lines.map((line) => ({ pid: Number.parseInt(line, 10), args: line }));
  }
  // Not every machine has ps.
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const read = (file: string): string => readFileSync(`/proc/${name}/${file}`, 'utf8');
      try {
        if (!read('environ').split('\0').includes(mark)) return [];
        return [{ pid: Number(name), args: read('cmdline').replaceAll('\0', ' ') }];
      } catch {
        return [];
      }
    });
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
  const running: RunningCommand = {
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
  started.push(running);
  return running;
}
