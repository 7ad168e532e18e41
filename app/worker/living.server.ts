import { z } from 'zod';
import { log } from '../log.server';
import { one, rows, sql, transaction } from '../store/db.server';
import { freeCutOff } from './jobs/cut-off.server';
import { every } from './schedule/every';

/**
 * Who lives: each worker holds an advisory lock on its own name as long as its process runs
 * (held-locks.server.ts). A job that is locked by a name nobody holds belongs to a worker that was
 * killed, and goes back into the queue (the queue itself would wait four hours). So does one that is
 * locked by a name of ours and that nobody here does: the connection broke on which it was fetched, or
 * on which its end was told.
 */
const SWEEP_MS = 1_000;
/** a worker takes its name's lock a moment after it is made */
const GRACE_SECONDS = 2;

export interface Living {
  stop(): Promise<void>;
}

/**
 * @param names this process's own
 * @param doing ids of the jobs that this process does now
 */
export async function keepLiving(
  names: ReadonlySet<string>,
  doing: ReadonlySet<string>,
): Promise<Living> {
  let idle: ReadonlySet<string> = new Set();
  const look = async (): Promise<void> => {
    const locked = await lockedJobs();
    const dead = new Set(locked.flatMap(({ by, old }) => (old && !names.has(by) ? [by] : [])));
    for (const name of dead) await freeDead(name);
    const now = new Set(locked.flatMap(({ id, by }) => (names.has(by) ? [id] : [])));
    for (const id of doing) now.delete(id);
    // between two statements a job may be fetched and not begun, or done and not gone
    await freeIdle(
      [...names],
      [...now].filter((id) => idle.has(id)),
    );
    idle = now;
  };
  const looks = every(SWEEP_MS, 'the jobs of dead workers could not be looked for', look);
  await looks.now();
  return looks;
}

const lockedSchema = z.object({ id: z.string(), by: z.string(), old: z.boolean() });

/** One pass over the table, which has no index on this. */
async function lockedJobs(): Promise<z.output<typeof lockedSchema>[]> {
  return await transaction((tx) =>
    rows(
      tx,
      lockedSchema,
      sql`
      select id::text, locked_by as by, abs(extract(epoch from now() - locked_at)) > ${GRACE_SECONDS}::int as old
      from graphile_worker._private_jobs where locked_by is not null and locked_at is not null`,
    ),
  );
}

/** Frees the jobs of a worker whose name nobody holds; the name is ours meanwhile, so that no two workers do. */
async function freeDead(name: string): Promise<void> {
  await transaction(async (tx) => {
    const { free } = await one(
      tx,
      z.object({ free: z.boolean() }),
      sql`select pg_try_advisory_xact_lock(hashtext('worker'), hashtext(${name})) as free`,
    );
    if (!free) return;
    await freeCutOff(tx, [name]);
    log.warn({ worker: name }, 'jobs of a dead worker are free again');
  });
}

async function freeIdle(names: readonly string[], ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await transaction((tx) => freeCutOff(tx, names, ids));
  log.warn({ jobs: ids.length }, 'jobs that a broken connection left locked are free again');
}
