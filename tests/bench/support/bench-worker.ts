import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import {
  appEnvironment,
  nodeArguments,
  type Surroundings,
} from '../../commands/processes/app-processes';
import { inherited, projectFolder } from '../../support/processes/ensure-built';
import type { Command } from '../../commands/command';
import { Processes } from '../../commands/processes/processes';
import { CommandTrouble } from '../../commands/trouble';

/** The app's worker, built as in production, in its own process. */
export interface BenchWorker {
  /** rejects when the process ends unexpectedly */
  died: Promise<never>;
  /** its peak memory so far, in MB of 1,000,000 bytes */
  peakRssMb(): Promise<number>;
  /** stops it, with five seconds for its running jobs */
  stop(): Promise<void>;
}

const answer = z.object({ peakKilobytes: z.number().positive() });
const preload = (file: string): string => pathToFileURL(join(projectFolder, 'tests', file)).href;

/** Starts the built worker; its calls to Shopify go to the local one. */
export function startBenchWorker(
  command: Command,
  around: Surroundings,
  logFile: string,
): BenchWorker {
  // Its own `Processes`, because it is stopped and started while the command goes on.
  const processes = new Processes();
  command.atEnd(() => processes.stop());
  const child = processes.start({
    name: 'The worker',
    imports: [preload('sandbox/http/intercept.mjs'), preload('bench/support/peak-memory.mjs')],
    args: nodeArguments('worker'),
    env: { ...inherited(), ...appEnvironment(around) },
    cwd: projectFolder,
    logFile,
  });
  return {
    died: processes.firstEnd.then(({ why }) => {
      throw new CommandTrouble(`The worker ended while it was measured (${why}).`);
    }),
    peakRssMb: () =>
      new Promise((resolve) => {
        child.once('message', (message) => {
          resolve((answer.parse(message).peakKilobytes * 1024) / 1_000_000);
        });
        child.send('peak-memory');
      }),
    stop: () => processes.stop(),
  };
}
