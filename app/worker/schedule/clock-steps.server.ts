import { z } from 'zod';
import { log } from '../../log.server';
import { jobNameSchema, type JobName } from '../../queue/catalog';
import { enqueue } from '../../queue/enqueue.server';
import { PRIORITY } from '../../queue/urgency';
import { rows, sql, transaction } from '../../store/db.server';

/** The furthest a job may be ahead; the longest pause between two tries is six hours. */
const FURTHEST_HOURS = 24;
/** The longest wait of a snapshot that a merchant waits for, whatever clock its time came from. */
const REFRESH_MINUTES = 10;
/** The longest wait of a new day's numbers: NIGHT_SPREAD_MINUTES is at most 45 (env.server.ts). */
const NIGHT_MINUTES = 60;
/** Minutes after which a scheduled job counts as missed, and the scheduler as stuck. */
const LATE_MINUTES = 5;

/** Scheduled jobs, without payload, and the minutes between two runs of each. */
export type Scheduled = ReadonlyMap<
  Extract<JobName, 'snapshot.newDay' | 'shops.hourly' | 'privacy.keepNoLonger'>,
  number
>;

/**
 * Repairs what a clock that ran ahead left in the queue: jobs with a run_at far in the future, and a
 * scheduler that has run the schedule of days to come. graphile-worker keeps that future time in memory and
 * waits for it, so missed work is enqueued here. A job repairs the times in the shops' tables; without it,
 * the nightly work does (app/privacy/expire/remove-expired.server.ts).
 */
export async function repairClockSteps(scheduled: Scheduled): Promise<void> {
  await transaction(async (tx) => {
    const { rowCount } = await tx.query(sql`
      update graphile_worker._private_jobs job set run_at = now()
      from graphile_worker._private_tasks task
      where task.id = job.task_id and job.locked_at is null and job.run_at > now() + ${LONGEST_WAIT}`);
    if (rowCount) log.warn({ jobs: rowCount }, 'jobs with a time far ahead are due now');
    const ahead = await tx.query(sql`
      update graphile_worker._private_known_crontabs set last_execution = now()
      where last_execution > now() + make_interval(mins => ${LATE_MINUTES}::int)`);
    // that clock wrote future times into the shops' tables, too
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

/** The longest that a job is enqueued ahead; graphile-worker's own back-off after `attempts` tries may be longer. */
const LONGEST_WAIT = sql`case
  when task.identifier <> 'snapshot.refresh' then make_interval(hours => ${FURTHEST_HOURS}::int)
  else greatest(
    make_interval(mins => case when job.priority >= ${PRIORITY.night}::int then ${NIGHT_MINUTES}::int else ${REFRESH_MINUTES}::int end),
    make_interval(secs => exp(least(job.attempts, 10)))) end`;
