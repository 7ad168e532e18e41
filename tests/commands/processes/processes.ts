import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandTrouble } from '../trouble';

/** How long a process may take to end in order before it is killed. */
const GRACE_MS = 5_000;

const endWithParent = pathToFileURL(join(import.meta.dirname, 'end-with-parent.mjs')).href;

export interface ProcessOptions {
  /** how a person calls it: "the worker" */
  name: string;
  /** arguments of Node */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** where it runs; this process's own folder when not given */
  cwd?: string;
  /** preloads, before everything else the process loads */
  imports?: string[];
  /** where its output goes; its last lines are said when it dies */
  logFile: string;
  /** hears what the process sends */
  onMessage?: (message: unknown) => void;
}

/** A process that ended although nobody had asked it to. */
export interface UnexpectedEnd {
  name: string;
  why: string;
}

interface Running {
  child: ChildProcess;
  /** why it ended; null when it was asked to or did its work */
  ended: Promise<string | null>;
}

/**
 * The processes of one command. Each is the head of a group of its own, so that Ctrl-C reaches the
 * command alone, which then ends all of them and all that they started.
 */
export class Processes {
  readonly #running = new Set<Running>();
  #stopping = false;
  #tell!: (end: UnexpectedEnd) => void;
  /** settles when the first of those that should go on ends on its own */
  readonly firstEnd = new Promise<UnexpectedEnd>((resolve) => {
    this.#tell = resolve;
  });

  /** Starts a process that goes on until `stop()`. */
  start(options: ProcessOptions): ChildProcess {
    const { child, ended } = this.#spawn(options);
    void ended.then((why) => {
      if (!this.#stopping) this.#tell({ name: options.name, why: why ?? 'it had nothing to do' });
    });
    return child;
  }

  /**
   * Runs a process that does one piece of work.
   * @throws CommandTrouble with what it said last, when it fails or is stopped
   */
  async run(options: ProcessOptions): Promise<void> {
    const why = await this.#spawn(options).ended;
    if (why !== null) throw new CommandTrouble(`${options.name} failed: ${why}`);
  }

  #spawn(options: ProcessOptions): Running {
    if (this.#stopping) throw new CommandTrouble(`${options.name} was not started any more`);
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

  /** Ends all of them: asks first, then kills. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const all = [...this.#running];
    for (const { child } of all) signal(child, 'SIGTERM');
    const killing = setTimeout(() => {
      for (const { child } of this.#running) signal(child, 'SIGKILL');
    }, GRACE_MS);
    await Promise.all(all.map(({ ended }) => ended));
    clearTimeout(killing);
    // What a process started itself and left behind is in its group.
    for (const { child } of all) signal(child, 'SIGKILL');
  }

  /** For a second Ctrl-C: no asking. */
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
    // The group is gone already, which is what was wanted.
  }
}

/** What the process said last, without the stack. */
function said({ logFile }: ProcessOptions): string {
  if (!existsSync(logFile)) return '';
  const lines = readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => !/^\s+at |^Node\.js v|^\s*[{}^]*$|^\s+\w+: .*,?$/.test(line));
  const telling = lines.filter((line) => /error|missing|wrong|cannot|failed/i.test(line));
  const last = (telling.length > 0 ? telling : lines).slice(-2).join(' / ').slice(0, 600);
  return last === '' ? '' : `. It said: ${last} (all of it: ${logFile})`;
}
