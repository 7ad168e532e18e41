import { Processes } from './processes/processes';
import { CommandTrouble, sentenceOf } from './trouble';

/** A running command: its processes, and the clean-up at its end. */
export interface Command {
  processes: Processes;
  /** runs work in the background; the clean-up waits for it */
  beside<T>(work: Promise<T>): Promise<T>;
  /** adds clean-up for any kind of end; it runs after the processes have ended, last added first */
  atEnd(work: () => Promise<void> | void): void;
}

/** The command was interrupted: Ctrl-C, kill, a closed terminal. */
class Interrupted extends Error {}

/** A terminal sends Ctrl-C to all its processes, and npm forwards it: one press arrives twice. */
const SAME_PRESS_MS = 800;
const PARENT_CHECK_MS = 300;

/**
 * Runs a command and ends this process: with 0 when its work is done, with 1 and a sentence on standard error
 * when it fails or one of its processes dies. In every case, all its processes end first and the clean-up
 * runs.
 * @param codeWhenInterrupted the exit code after Ctrl-C
 */
export async function runCommand(
  work: (command: Command) => Promise<void>,
  codeWhenInterrupted: number,
): Promise<void> {
  const processes = new Processes();
  const tracked: Promise<unknown>[] = [];
  const endings: (() => Promise<void> | void)[] = [];
  const command: Command = {
    processes,
    beside: (promise) => {
      tracked.push(promise);
      return promise;
    },
    atEnd: (ending) => endings.push(ending),
  };
  // A reader that closes the pipe (`| head`) is not a failure.
  process.stdout.on('error', () => undefined);
  let code = 0;
  let told = false;
  // Prints the first failure only. Later ones, during clean-up, follow from it: on a full disk the database
  // has ended.
  const failed = (error: unknown): void => {
    if (!told) process.stderr.write(`${sentenceOf(error)}\n`);
    told = true;
    code = 1;
  };
  try {
    await Promise.race([
      work(command),
      interruption(processes),
      processes.firstEnd.then(({ name, why }) => {
        throw new CommandTrouble(
          `${name} ended unexpectedly (${why}). Everything else was stopped.`,
        );
      }),
    ]);
  } catch (error) {
    if (error instanceof Interrupted) code = codeWhenInterrupted;
    else failed(error);
  }
  try {
    await processes.stop();
    await Promise.allSettled(tracked);
    for (const ending of endings.reverse()) await Promise.resolve().then(ending).catch(failed);
  } catch (error) {
    failed(error);
  }
  process.exit(code);
}

/** Rejects on a signal, and on a failure that no code catches. */
function interruption(processes: Processes): Promise<never> {
  return new Promise((_, reject) => {
    let since = 0;
    const interrupt = (): void => {
      if (since === 0) {
        since = Date.now();
        reject(new Interrupted());
      } else if (Date.now() - since > SAME_PRESS_MS) processes.kill();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
    process.on('uncaughtException', reject);
    process.on('unhandledRejection', reject);
    // A killed npm sends its script no signal.
    const parent = process.ppid;
    if (process.env.npm_lifecycle_event !== undefined)
      setInterval(() => {
        if (process.ppid !== parent) interrupt();
      }, PARENT_CHECK_MS).unref();
  });
}
