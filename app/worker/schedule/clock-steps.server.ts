import { z } from 'zod';
import { log } from '../../log.server';
import { jobNameSchema, type JobName } from '../../queue/catalog';
import { enqueue } from '../../queue/enqueue.server';
import { PRIORITY } from '../../queue/urgency';
import { rows, sql, transaction } from '../../store/db.server';

/** No job is asked for further ahead; the longest pause between two tries is six hours. */
const FURTHEST_HOURS = 24;
/** What a merchant waits for waits no longer than this, whatever the time was when it was asked for. */
const REFRESH_MINUTES = 10;
/** Numbers of a new day: NIGHT_SPREAD_MINUTES is at most 45 (env.server.ts). */
const NIGHT_MINUTES = 60;
/** How late a scheduled job may be before the scheduler is taken for standing still. */
const LATE_MINUTES = 5;

/** The jobs that begin by the clock, without payload; minutes between two of them. */
export type Scheduled = ReadonlyMap<
  Extract<JobName, 'snapshot.newDay' | 'shops.hourly' | 'privacy.keepNoLonger'>,
  number
>;

/**
 * Mends what a clock left behind that ran ahead and came back: jobs that wait for a time far ahead, and a
 * scheduler that has begun work of days to come and waits for the next. graphile-worker's own waits in
 * memory until that time comes, so the work that is late is enqueued here. What the clock wrote into the shops'
 * tables is mended by a job; without one, the night does it (app/privacy/expire/remove-expired.server.ts).
 */
export async function mendClockSteps(scheduled: Scheduled): Promise<void> {
  await transaction(async (tx) => {
    const { rowCount } = await tx.query(sql`
      update graphile_worker._private_jobs job set run_at = now()
      from graphile_worker._private_tasks task
      where task.id = job.task_id and job.locked_at is null and job.run_at > now() + ${LONGEST_WAIT}`);
    if (rowCount) log.warn({ jobs: rowCount }, 'jobs of a time far ahead are due now');
    const ahead = await tx.query(sql`
      update graphile_worker._private_known_crontabs set last_execution = now()
      where last_execution > now() + make_interval(mins => ${LATE_MINUTES}::int)`);
    // so does everything else that the clock wrote
    if (rowCount || ahead.rowCount) await enqueue(tx, 'shops.clockCameBack', {});
    const late = await rows(
      tx,
      z.object({ name: jobNameSchema }),
      sql`
      update graphile_worker._private_known_crontabs known set last_execution = now()
      from unnest(${[...scheduled.keys()]}::text[], ${[...scheduled.values()]}::int[]) own(name, minutes)
      where known.identifier = own.name
        and coalesce(known.last_execution, known.known_since) < now() - make_interval(mins => own.minutes + ${LATE_MINUTES}::int)
      returning own.name`,
    );
    for (const name of scheduled.keys())
      if (late.some((one) => one.name === name)) await enqueue(tx, name, {});
  });
}

/** For how long a job is enqueued ahead, or graphile-worker has it wait after so many tries, and no longer. */
const LONGEST_WAIT = sql`case
  when task.identifier <> 'snapshot.refresh' then make_interval(hours => ${FURTHEST_HOURS}::int)
  else greatest(
    make_interval(mins => case when job.priority >= ${PRIORITY.night}::int then ${NIGHT_MINUTES}::int else ${REFRESH_MINUTES}::int end),
    make_interval(secs => exp(least(job.attempts, 10)))) end`;
