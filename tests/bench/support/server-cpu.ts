import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * A clock that only runs while some processes work, whatever else the machine does: the processor time
 * in seconds of these processes and of their children. Where there is no `/proc`, an ordinary clock.
 */
export function processorClock(pids: readonly number[]): () => number {
  if (process.platform !== 'linux') return () => performance.now() / 1000;
  const heads = new Set(pids.map(String));
  return () => {
    const own = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => statOf(pid) ?? [])
      .filter(({ pid, parent }) => heads.has(pid) || heads.has(parent));
    // of those that have ended, parallel workers for example, the parent keeps the sum
    return own.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
  };
}

/**
 * The process whose children are PostgreSQL's backends; null where there is no `/proc`.
 * @param backend the process number of one backend
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

/** null: the process has ended meanwhile */
function statOf(pid: string): Stat | null {
  try {
    // the name in brackets may hold anything
    const [, rest = ''] = /^[^]*\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: fields[1] ?? '', ticks };
  } catch {
    return null;
  }
}
