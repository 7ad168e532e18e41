import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { nodeArguments } from '../../commands/processes/app-processes';
import { inherited, projectFolder } from './ensure-built';
import { eventually } from '../eventually';

const preload = pathToFileURL(join(projectFolder, 'tests/sandbox/http/intercept.mjs')).href;
const line = z.looseObject({ msg: z.string(), port: z.number().optional() });
type LogLine = z.output<typeof line>;

/** A process of the built app, as an operator starts it. */
export interface Built {
  /** origin of the public port; the web process has one */
  url(): Promise<string>;
  /** origin of METRICS_PORT */
  operatorUrl(): Promise<string>;
  /** the lines of its log so far */
  log(): LogLine[];
  /** all output other than log lines */
  said(): string;
  signal(name: NodeJS.Signals): void;
  /** its exit code; null if it was killed */
  ended: Promise<number | null>;
}

/**
 * Starts the built web process, the worker or the migration, on free ports, with this process's environment (the app's,
 * `tests/setup/environment.ts`). It is killed at the end of the test.
 * @param first arguments of Node before those of the script
 * @param atEnd registers the kill, if not at the end of one test
 */
export function startBuilt(
  name: 'web' | 'worker' | 'migrate',
  env: Record<string, string> = {},
  first: string[] = [],
  atEnd: (kill: () => Promise<void>) => void = onTestFinished,
): Built {
  const file = nodeArguments(name === 'web' ? 'start' : name);
  const child = spawn(process.execPath, ['--import', preload, ...first, ...file], {
    cwd: projectFolder,
    env: {
      ...inherited(),
      ...{ NODE_ENV: 'production', LOG_LEVEL: 'info', PORT: '0', METRICS_PORT: '0' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  atEnd(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const log = (): LogLine[] =>
    output
      .split('\n')
      .slice(0, -1)
      .map((text) => line.parse(JSON.parse(text)));
  const portSaidIn = (message: string): Promise<string> =>
    eventually(() => {
      const port = log().find(({ msg }) => msg === message)?.port;
      if (port === undefined) throw new Error(`"${message}" was not logged. ${said}${output}`);
      return `http://127.0.0.1:${port}`;
    });
  return {
    url: () => portSaidIn('the web process listens'),
    operatorUrl: () => portSaidIn('metrics and health are served'),
    log,
    said: () => said,
    signal: (signal) => child.kill(signal),
    ended,
  };
}

/** Requests until the reply is as expected; else the last reply. */
export async function answerOf(url: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
}
