import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandTrouble } from '../trouble';

/** Time for a process to end cleanly before it is killed. */
const GRACE_MS = 5_000;

const endWithParent = pathToFileURL(join(import.meta.dirname, 'end-with-parent.mjs')).href;

export interface ProcessOptions {
  /** its name in messages: "The worker" */
  name: string;
  /** arguments of Node */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** its working folder; this process's when not given */
  cwd?: string;
  /** preloads, before everything else the process loads */
  imports?: string[];
  /** file of its output; a message about its death quotes the last lines */
  logFile: string;
  /** called with each message of the process */
  onMessage?: (message: unknown) => void;
}

/** A process that ended without a request to stop. */
export interface UnexpectedEnd {
  name: string;
  why: string;
}

interface Running {
  child: ChildProcess;
  /** the reason of its end; null when it exited with 0 */
  ended: Promise<string | null>;
}

/**
 * The processes of one command. Each leads its own process group, so that Ctrl-C reaches only the command,
 * which then ends all of them and their children.
 */
export class Processes {
  readonly #running = new Set<Running>();
  #stopping = false;
  #tell!: (end: UnexpectedEnd) => void;
  /** settles when the first long-running process ends unexpectedly */
  readonly firstEnd = new Promise<UnexpectedEnd>((resolve) => {
    this.#tell = resolve;
  });

  /** Starts a process that runs until `stop()`. */
  start(options: ProcessOptions): ChildProcess {
    const { child, ended } = this.#spawn(options);
    void ended.then((why) => {
      if (!this.#stopping) this.#tell({ name: options.name, why: why ?? 'it had nothing to do' });
    });
    return child;
  }

  /**
   * Runs a process to its end.
   * @throws CommandTrouble with its last output, when it fails or is stopped
   */
  async run(options: ProcessOptions): Promise<void> {
    const why = await this.#spawn(options).ended;
    if (why !== null) throw new CommandTrouble(`${options.name} failed: ${why}`);
  }

  #spawn(options: ProcessOptions): Running {
    if (this.#stopping)
      throw new CommandTrouble(`${options.name} was not started, because the command is ending`);
    const output = openSync(options.logFile, 'w');
    const imports = [endWithParent, ...(options.imports ?? [])];
    const child = spawn(
      process.execPath,
      [...imports.flatMap((file) => ['--import', file]), ...options.args],
      {
        cwd: options.cwd,
        env: options.env,
        detached: true,
        stdio: ['pipe', output, output, 'ipc'],
      },
    );
    closeSync(output);
    child.stdin?.on('error', () => undefined);
    if (options.onMessage) child.on('message', options.onMessage);
    const ended = new Promise<string | null>((resolve) => {
      child.once('error', (error) => {
        resolve(error.message);
      });
      child.once('exit', (code, signal) => {
        const how = signal === null ? `exit code ${code ?? '?'}` : `killed by ${signal}`;
        resolve(code === 0 ? null : `${how}${said(options)}`);
      });
    });
    const running = { child, ended };
    this.#running.add(running);
    void ended.then(() => this.#running.delete(running));
    return running;
  }

  /** Ends all of them: with SIGTERM, then with SIGKILL. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const all = [...this.#running];
    for (const { child } of all) signal(child, 'SIGTERM');
    const killing = setTimeout(() => {
      for (const { child } of this.#running) signal(child, 'SIGKILL');
    }, GRACE_MS);
    await Promise.all(all.map(({ ended }) => ended));
    clearTimeout(killing);
    // Kills children that a process has left in its group.
    for (const { child } of all) signal(child, 'SIGKILL');
  }

  /** Kills all of them at once, after a second Ctrl-C. */
  kill(): void {
    this.#stopping = true;
    for (const { child } of this.#running) signal(child, 'SIGKILL');
  }
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group has already ended.
  }
}

/** The last lines of the process's output, without the stack. */
function said({ logFile }: ProcessOptions): string {
  if (!existsSync(logFile)) return '';
  const lines = readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => !/^\s+at |^Node\.js v|^\s*[{}^]*$|^\s+\w+: .*,?$/.test(line));
  const telling = lines.filter((line) => /error|missing|wrong|cannot|failed/i.test(line));
  const last = (telling.length > 0 ? telling : lines).slice(-2).join(' / ').slice(0, 600);
  return last === '' ? '' : `. It said: ${last} (whole log: ${logFile})`;
}
