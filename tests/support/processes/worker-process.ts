import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NOW } from '../shops/import-stage';

const ROOT = join(import.meta.dirname, '../../..');
/** One time for all of a file's workers, whenever they start. */
const CLOCK_OFFSET_MS = String(NOW.getTime() - Date.now());
const preload = pathToFileURL(join(ROOT, 'tests/sandbox/http/intercept.mjs')).href;

/** The app's worker process, which a test can kill. */
export interface WorkerProcess {
  /** Kills it as a power cut would, and waits until it has exited. */
  kill(): Promise<void>;
  /** Sends SIGTERM, and waits until it has finished its jobs. */
  stop(): Promise<number | null>;
  /** its output so far */
  said(): string;
}

/** Starts `app/worker/main.ts` at its most detailed log level; its calls go to the local Shopify. */
export function startWorkerProcess(shopifyUrl: string): WorkerProcess {
  const child = spawn(
    process.execPath,
    ['--import', preload, '--import', 'tsx', join(ROOT, 'app/worker/main.ts')],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        OMEGA_SANDBOX_URL: shopifyUrl,
        LOG_LEVEL: 'trace',
        CLOCK_OFFSET_MS,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  // also after a time-out of a test: no other code would end it
  process.once('exit', () => child.kill('SIGKILL'));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    signalled(child, signal);
    return await ended;
  };
  return {
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    said: () => said,
  };
}

function signalled(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
}
