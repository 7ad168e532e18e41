import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second on every Linux that Node supports. */
const TICKS_PER_SECOND = 100;

/**
 * A clock of the processor time, in seconds, of these processes and of their children, which other work
 * on the machine does not change. Without `/proc`, an ordinary clock.
 */
export function processorClock(pids: readonly number[]): () => number {
  if (process.platform !== 'linux') return () => performance.now() / 1000;
  const heads = new Set(pids.map(String));
  return () => {
    const own = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => statOf(pid) ?? [])
      .filter(({ pid, parent }) => heads.has(pid) || heads.has(parent));
    // the parent keeps the sum of ended children, for example parallel workers
    return own.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
  };
}

/**
 * The parent process of PostgreSQL's backends; null without `/proc`.
 * @param backend the process id of one backend
 */
export function serverOf(backend: number): number | null {
  const parent = statOf(String(backend))?.parent;
  return parent === undefined ? null : Number(parent);
}

interface Stat {
  pid: string;
  parent: string;
  ticks: number;
}

/** @returns null when the process has ended */
function statOf(pid: string): Stat | null {
  try {
    // the name in brackets can contain spaces and brackets
    const [, rest = ''] = /^[^]*\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: fields[1] ?? '', ticks };
  } catch {
    return null;
  }
}
