import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { appEnvironment, nodeArguments, type Surroundings } from './app-processes';
import { inherited, projectFolder } from '../../support/processes/ensure-built';

/** The app's web process or worker, built as in production, which a caller can kill or stop. */
export interface AppProcess {
  readonly kind: 'web' | 'worker';
  readonly pid: number;
  /** its exit code; null when it was killed */
  readonly ended: Promise<number | null>;
  /** Kills it as a power cut would, and waits for its end. */
  kill(): Promise<void>;
  /** Sends SIGTERM, so that it finishes its work, and waits for its end. */
  stop(): Promise<number | null>;
  /** the output so far of this process, and of earlier ones with the same file */
  said(): string;
}

export interface AppProcessOptions {
  around: Surroundings;
  /** file that its output is appended to */
  logFile: string;
  /** port of a web process */
  port?: number;
  env?: Record<string, string>;
  /** preloads besides those that route its calls to the local Shopify */
  imports?: string[];
}

const preload = (file: string): string => pathToFileURL(join(projectFolder, 'tests', file)).href;

/** Starts the built web process or worker; its calls to Shopify go to the local one. */
export function startAppProcess(kind: AppProcess['kind'], options: AppProcessOptions): AppProcess {
  const imports = [
    preload('commands/processes/end-with-parent.mjs'),
    preload('sandbox/http/intercept.mjs'),
    ...(options.imports ?? []),
  ].flatMap((file) => ['--import', file]);
  const file = nodeArguments(kind === 'web' ? 'start' : 'worker');
  const output = openSync(options.logFile, 'a');
  const child = spawn(process.execPath, [...imports, ...file], {
    cwd: projectFolder,
    env: {
      ...inherited(),
      ...appEnvironment(options.around),
      ...(options.port === undefined ? {} : { PORT: String(options.port) }),
      ...options.env,
    },
    stdio: ['pipe', output, output],
  });
  closeSync(output);
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => {
      resolve(null);
    });
    child.once('exit', resolve);
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return await ended;
  };
  return {
    kind,
    pid: child.pid ?? 0,
    ended,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    said: () => (existsSync(options.logFile) ? readFileSync(options.logFile, 'utf8') : ''),
  };
}
