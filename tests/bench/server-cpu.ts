import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { pool } from '../../app/store/db.server';

/** The kernel counts in hundredths of a second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * A clock that only runs while PostgreSQL works, whatever else the machine does: the processor time
 * of all of its processes, in seconds. Where there is no `/proc`, an ordinary clock.
 */
export async function serverClock(): Promise<() => number> {
  if (process.platform !== 'linux') return () => performance.now() / 1000;
  const { rows } = await pool.query('select pg_backend_pid() as pid');
  const [backend] = z.array(z.object({ pid: z.number() })).parse(rows);
  const server = statOf(String(backend?.pid))?.parent;
  if (server === undefined) return () => performance.now() / 1000;
  return () => {
    const own = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => statOf(pid) ?? [])
      .filter(({ pid, parent }) => pid === server || parent === server);
    // of those that have ended, parallel workers for example, the server keeps the sum
    return own.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
  };
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
