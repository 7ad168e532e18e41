import { z } from 'zod';
import { catalog, jobNameSchema } from '../../queue/catalog';
import { handOver } from '../../queue/hand-over.server';
import { rows, sql, type Tx } from '../../store/db.server';
import { rememberFailure } from './failing-jobs.server';

/**
 * An interruption is no failure of a job, so the job gets its try back. The limit ends a job that kills
 * its worker each time.
 */
const MOST_TRIES = 25;

/** Jobs whose row the queue strips of its key and tries when they are enqueued while they run. */
const KEYED = Object.entries(catalog).flatMap(([name, job]) => ('key' in job ? [name] : []));

const interruptedSchema = z.object({
  id: z.string(),
  task: z.string(),
  payload: z.unknown(),
  tries: z.number(),
  replaced: z.boolean(),
  runAt: z.date(),
  priority: z.number(),
});

/**
 * Puts interrupted jobs back into the queue. A job that was enqueued again meanwhile is deleted: the newer
 * row runs in its place, at the sooner of the two times. A job that reached `MOST_TRIES` is recorded as
 * failing, for the merchant and for the hourly retry.
 * @param owners the names that have locked the jobs
 * @param ids only these jobs; null: all of the owners
 */
export async function requeueInterrupted(
  tx: Tx,
  owners: readonly string[],
  ids: readonly string[] | null = null,
): Promise<void> {
  const found = await rows(
    tx,
    interruptedSchema,
    sql`
    select job.id::text, task.identifier as task, job.payload, job.attempts as tries,
      job.key is null and job.attempts >= job.max_attempts and task.identifier = any(${KEYED}) as replaced,
      job.run_at as "runAt", job.priority
    from graphile_worker._private_jobs job
    join graphile_worker._private_tasks task on task.id = job.task_id
    where job.locked_by = any(${owners}) and (${ids}::bigint[] is null or job.id = any(${ids}::bigint[]))`,
  );
  const [replaced, left] = [true, false].map((is) => found.filter((job) => job.replaced === is));
  for (const { task, payload, tries } of left ?? []) {
    const name = jobNameSchema.safeParse(task);
    if (tries >= MOST_TRIES && name.success)
      await rememberFailure(name.data, payload, { error: 'CutOff', ended: true, terminal: false });
  }
  for (const { task, payload, ...due } of replaced ?? []) {
    const name = jobNameSchema.safeParse(task);
    if (name.success) await handOver(tx, name.data, payload, due);
  }
  // graphile-worker's own function frees all jobs of an owner, and gives no try back
  await tx.query(sql`
    with gone as (
      delete from graphile_worker._private_jobs
      where locked_by = any(${owners}) and id = any(${idsOf(replaced)}::bigint[]))
    update graphile_worker._private_jobs
    set locked_by = null, locked_at = null,
      max_attempts = greatest(max_attempts, least(max_attempts + 1, ${MOST_TRIES}))
    where locked_by = any(${owners}) and id = any(${idsOf(left)}::bigint[])`);
}

const idsOf = (jobs: readonly { id: string }[] = []) => jobs.map(({ id }) => id);
