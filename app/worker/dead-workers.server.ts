import { z } from 'zod';
import { log } from '../log.server';
import { one, rows, sql, transaction } from '../store/db.server';
import { requeueInterrupted } from './jobs/interrupted-jobs.server';
import { repeat } from './schedule/repeat';

/**
 * Finds jobs whose worker is dead: each worker holds an advisory lock on its own name while its process
 * runs (held-locks.server.ts). A job locked by a name without that lock belongs to a killed worker and goes
 * back into the queue (the queue itself would wait four hours). So does a job locked by a name of this process
 * that does not run here: the connection broke that fetched it or that reported its end.
 */
const CHECK_MS = 1_000;
/** seconds between the creation of a worker and the lock on its name */
const GRACE_SECONDS = 2;

export interface DeadWorkerWatch {
  stop(): Promise<void>;
}

/**
 * Looks once a second, and once before it returns.
 * @param names the names of this process
 * @param doing ids of the jobs that run in this process
 */
export async function watchForDeadWorkers(
  names: ReadonlySet<string>,
  doing: ReadonlySet<string>,
): Promise<DeadWorkerWatch> {
  let idle: ReadonlySet<string> = new Set();
  const check = async (): Promise<void> => {
    const locked = await lockedJobs();
    const dead = new Set(locked.flatMap(({ by, old }) => (old && !names.has(by) ? [by] : [])));
    for (const name of dead) await requeueOfDead(name);
    const now = new Set(locked.flatMap(({ id, by }) => (names.has(by) ? [id] : [])));
    for (const id of doing) now.delete(id);
    // between two statements a job may be fetched and not started, or done and not deleted: look twice
    await requeueIdle(
      [...names],
      [...now].filter((id) => idle.has(id)),
    );
    idle = now;
  };
  const watch = repeat(CHECK_MS, 'the search for jobs of dead workers failed', check);
  await watch.now();
  return watch;
}

const lockedSchema = z.object({ id: z.string(), by: z.string(), old: z.boolean() });

/** Scans the table: it has no index on locked jobs. */
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

/** Frees the jobs of a worker whose name is not locked. Locks the name meanwhile, so that one worker does it. */
async function requeueOfDead(name: string): Promise<void> {
  await transaction(async (tx) => {
    const { free } = await one(
      tx,
      z.object({ free: z.boolean() }),
      sql`select pg_try_advisory_xact_lock(hashtext('worker'), hashtext(${name})) as free`,
    );
    if (!free) return;
    await requeueInterrupted(tx, [name]);
    log.warn({ worker: name }, 'jobs of a dead worker are queued again');
  });
}

async function requeueIdle(names: readonly string[], ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await transaction((tx) => requeueInterrupted(tx, names, ids));
  log.warn({ jobs: ids.length }, 'jobs that a broken connection left locked are queued again');
}
