import type { JobName } from '../../queue/catalog';
import { PRIORITY } from '../../queue/urgency';
import { sql, transaction } from '../../store/db.server';

/** Minutes that a due job waits behind more urgent ones. */
const PATIENCE_MINUTES = 10;

const { overdue: OVERDUE, ...LEVELS } = PRIORITY;

/**
 * Raises the priority of the oldest job that is due for longer than that: workers with more urgent jobs than
 * they can do would never reach it. One at a time, so that merchants' jobs keep all slots of a process but one.
 * @param names the jobs that this worker does
 * @param busy lanes in use: a job of theirs would only wait for its lane
 */
export async function bringOverdueForward(
  names: readonly JobName[],
  busy: readonly string[],
): Promise<void> {
  // a level's first entry in the queue's index is its oldest job: five short reads, whatever the queue's length
  await transaction((tx) =>
    tx.query(sql`
      with mine as materialized (
        select array_agg(id) as tasks from graphile_worker._private_tasks where identifier = any(${names})),
      oldest as (
        select job.id from mine, unnest(${Object.values(LEVELS)}::smallint[]) level cross join lateral (
          select id, run_at from graphile_worker._private_jobs
          where is_available = true and priority = level and task_id = any(mine.tasks)
            and run_at < now() - make_interval(mins => ${PATIENCE_MINUTES}::int) and (flags ?| ${busy}::text[]) is not true
          order by run_at limit 1) job
        order by job.run_at limit 1)
      update graphile_worker._private_jobs set priority = ${OVERDUE}
      where id in (select id from oldest) and locked_at is null and not exists (
        select from graphile_worker._private_jobs waiting
        where is_available = true and priority = ${OVERDUE} and run_at <= now()
          and task_id = any(array(select unnest(tasks) from mine)) and (flags ?| ${busy}::text[]) is not true)`),
  );
}
