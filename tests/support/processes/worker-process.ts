import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NOW } from '../shops/import-stage';

const ROOT = join(import.meta.dirname, '../../..');
/** One time for all of a file's workers, whenever they start. */
const CLOCK_OFFSET_MS = String(NOW.getTime() - Date.now());
const preload = pathToFileURL(join(ROOT, 'tests/sandbox/http/intercept.mjs')).href;

/** The app's real second process, which can be killed. */
export interface WorkerProcess {
  /** Ends it as a power cut would, and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to end its jobs, and waits until it has. */
  stop(): Promise<number | null>;
  /** what it has written so far */
  said(): string;
}

/** Starts `app/worker/main.ts` with everything in its log; its calls lead to the local Shopify. */
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
  // also where a test runs out of time: nobody else would end it
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
