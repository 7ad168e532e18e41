import type { Job } from 'graphile-worker';
import { z } from 'zod';
import { flagsOf, type JobName } from '../../queue/catalog';
import { handOver } from '../../queue/hand-over.server';
import { rows, sql, transaction } from '../../store/db.server';

const setBackSchema = z.object({
  key: z.string().nullable(),
  attempts: z.number(),
  last: z.boolean(),
  runAt: z.date(),
  priority: z.number(),
});

/**
 * Puts a fetched job back that cannot start: at its old place, without the try it did not use. The queue
 * deletes the fetched row by its id, so the job goes on as a new row. Where the job was enqueued again since,
 * that row exists, and gets the sooner time and higher urgency of the two. The fetched row loses its key and its
 * tries, as in the queue's own handling of a job that is enqueued while it runs: a worker that is killed here
 * leaves no second job (interrupted-jobs.server.ts).
 */
export async function setBack(name: JobName, { id, payload }: Job): Promise<void> {
  await transaction(async (tx) => {
    const [job] = await rows(
      tx,
      setBackSchema,
      sql`
      select key, attempts, attempts >= max_attempts as last, run_at as "runAt", priority from graphile_worker._private_jobs
      where id = ${id}::bigint for update`,
    );
    if (job === undefined) return;
    if (job.key === null && job.last) {
      await handOver(tx, name, payload, job);
      return;
    }
    await tx.query(sql`
      update graphile_worker._private_jobs set key = null, attempts = max_attempts where id = ${id}::bigint`);
    const { rowCount } = await tx.query(sql`
      insert into graphile_worker._private_jobs
        (task_id, payload, priority, run_at, attempts, max_attempts, last_error, created_at, key, flags)
      select task_id, payload, priority, run_at, ${job.attempts - 1}::smallint, max_attempts, last_error, created_at,
        ${job.key}, (select jsonb_object_agg(flag, true) from unnest(${flagsOf(name, payload)}::text[]) flag)
      from graphile_worker._private_jobs where id = ${id}::bigint
      on conflict (key) do nothing`);
    if (rowCount === 0) await handOver(tx, name, payload, job);
  });
}
