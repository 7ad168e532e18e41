import { Processes } from './processes/processes';
import { CommandTrouble, sentenceOf } from './trouble';

/** A running command: its processes, and what has to be put in order when it ends. */
export interface Command {
  processes: Processes;
  /** work that goes on beside the rest; what is put in order at the end waits for it */
  beside<T>(work: Promise<T>): Promise<T>;
  /** something to do at the end, however it ends; last added, first done, after the processes ended */
  atEnd(work: () => Promise<void> | void): void;
}

/** Somebody ended the command: Ctrl-C, kill, a closed terminal. */
class Interrupted extends Error {}

/** A terminal sends Ctrl-C to everybody in it, and npm passes it on: one press arrives twice. */
const SAME_PRESS_MS = 800;
const PARENT_CHECK_MS = 300;

/**
 * Runs a command and ends this process: with 0 when its work is done, with 1 and a sentence on
 * standard error when it fails or one of its processes dies. Whatever happens, every process it
 * started ends first and nothing is left behind.
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
  // A reader who has seen enough (`| head`) is no failure.
  process.stdout.on('error', () => undefined);
  let code = 0;
  let told = false;
  // What fails after it, while things are put in order, follows from it: a database on a full disk has ended.
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

/** Rejects when the command is asked to end, or fails where nobody waits for it. */
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
    // npm, killed, tells its script nothing.
    const parent = process.ppid;
    if (process.env.npm_lifecycle_event !== undefined)
      setInterval(() => {
        if (process.ppid !== parent) interrupt();
      }, PARENT_CHECK_MS).unref();
  });
}
