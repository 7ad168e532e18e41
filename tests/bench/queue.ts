import { z } from 'zod';
import type { JobName } from '../../app/queue/catalog';
import { CommandTrouble } from '../sandbox/commands/trouble';
import { until, type BenchDatabase } from './bench-database';
import type { BenchWorker } from './bench-worker';

const ends = z.object({ waiting: z.number(), error: z.string().nullable() });

/** Puts a job of the shop into the app's queue, as `app/queue/enqueue.server.ts` does. */
export async function ask(db: BenchDatabase, name: JobName, shopId: number): Promise<void> {
  const queue = `${name.split('.')[0] ?? ''}:${shopId}`;
  await db.run(
    `select graphile_worker.add_job(identifier => $1, payload => json_build_object('shopId', $2::int),
       queue_name => $3, job_key => $1 || ':' || $2::int)`,
    [name, shopId, queue],
  );
}

/** Waits until the worker has taken and done a job that finds nothing to do: it is awake then. */
export async function untilAwake(
  db: BenchDatabase,
  worker: BenchWorker,
  shopId: number,
): Promise<void> {
  await ask(db, 'import.step', shopId);
  await until(worker, async () => ((await jobs(db)).waiting === 0 ? true : null));
}

/** @throws CommandTrouble when a job failed: it would be tried again, and the clock runs */
export async function refuseFailures(db: BenchDatabase): Promise<void> {
  const { error } = await jobs(db);
  if (error !== null) throw new CommandTrouble(`A job of the worker failed: ${error}`);
}

/** Takes back the jobs that a worker left when it was stopped, with what it held in the database. */
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

async function jobs(db: BenchDatabase): Promise<z.output<typeof ends>> {
  return await db.one(
    ends,
    `select count(*)::int as waiting, min(last_error) as error from graphile_worker.jobs`,
  );
}
