import { z } from 'zod';
import { definitionOf, flagsOf, type JobName } from '../../../app/queue/catalog';
import { PRIORITY } from '../../../app/queue/urgency';
import { CommandTrouble } from '../../commands/trouble';
import { until, type BenchDatabase } from './bench-database';
import type { BenchWorker } from './bench-worker';

const AWAKE_SECONDS = 60;

const state = z.object({
  waiting: z.number(),
  error: z.string().nullable(),
  begun: z.number(),
});

/** Enqueues a job of the shop, as `app/queue/enqueue.server.ts` does. */
export async function ask(db: BenchDatabase, name: JobName, shopId: number): Promise<void> {
  await db.run(
    `select graphile_worker.add_job(identifier => $1, payload => json_build_object('shopId', $2::int),
       job_key => $1 || ':' || $2::int, priority => $3, flags => $4)`,
    [name, shopId, PRIORITY[definitionOf(name).urgency], flagsOf(name, { shopId })],
  );
}

/** Waits until the worker listens for jobs and has done an empty one, so that its start-up is not timed. */
export async function untilAwake(
  db: BenchDatabase,
  worker: BenchWorker,
  shopId: number,
): Promise<void> {
  await until(worker, () =>
    db.find(
      z.object({ pid: z.number() }),
      `select pid from pg_stat_activity
       where datname = current_database() and state = 'idle' and query ilike 'listen "jobs:insert"%'`,
    ),
  );
  await ask(db, 'import.step', shopId);
  const latest = performance.now() + AWAKE_SECONDS * 1000;
  await until(worker, async () => {
    if (performance.now() > latest)
      throw new CommandTrouble(`The worker took no job within ${AWAKE_SECONDS} seconds.`);
    return (await jobs(db)).waiting === 0 ? true : null;
  });
}

/** @throws CommandTrouble when a job failed or ran twice, because the clock would include that */
export async function refuseFailures(db: BenchDatabase): Promise<void> {
  const { error, begun } = await jobs(db);
  if (error !== null) throw new CommandTrouble(`A job of the worker failed: ${error}`);
  if (begun > 1) throw new CommandTrouble('The worker retried a job that was not done.');
}

/** Removes a stopped worker's jobs, and its locks and connections in the database. */
export async function takeBack(db: BenchDatabase, shopId: number): Promise<void> {
  await db.run(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await db.run(
    `select graphile_worker.force_unlock_workers(array(
       select distinct locked_by from graphile_worker.jobs where locked_by is not null))`,
  );
  for (const name of ['snapshot.refresh', 'snapshot.history', 'import.step'] satisfies JobName[])
    await db.run(`select graphile_worker.remove_job($1)`, [`${name}:${shopId}`]);
}

/**
 * Skips jobs without a key: a running job that is enqueued again loses its key, and its attempts count as
 * used up.
 */
async function jobs(db: BenchDatabase): Promise<z.output<typeof state>> {
  return await db.one(
    state,
    `select count(*)::int as waiting, min(last_error) as error,
       coalesce(max(attempts) filter (where key is not null), 0)::int as begun
     from graphile_worker.jobs`,
  );
}
