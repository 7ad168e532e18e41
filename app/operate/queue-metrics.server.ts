import { z } from 'zod';
import { connectionsOf, rows, sql, transaction } from '../store/db.server';
import { gauge } from './process-metrics.server';

const jobs = z.object({
  job: z.string(),
  state: z.enum(['waiting', 'later', 'running', 'given_up']),
  jobs: z.number(),
});
const lag = z.object({ seconds: z.number() });

/**
 * Registers gauges of the queue, read from the database, and of this process's connections. Web and worker
 * both export the queue's, so that a growing queue shows while no worker runs.
 */
export function observeQueue(): void {
  gauge(
    {
      name: 'omega_queue_jobs',
      help: 'Jobs in the queue: waiting (due), later, running, given_up.',
      labelNames: ['job', 'state'],
    },
    async (measure) => {
      const found = await transaction((tx) =>
        rows(
          tx,
          jobs,
          sql`
          select task.identifier as job, state, jobs from (
            select task_id, count(*)::int as jobs,
              case when locked_at is not null then 'running'
                when attempts >= max_attempts then 'given_up'
                when run_at > now() then 'later' else 'waiting' end as state
            from graphile_worker._private_jobs group by 1, 3) counted
          join graphile_worker._private_tasks task on task.id = task_id`,
        ),
      );
      for (const { job, state, jobs: number } of found) measure.set({ job, state }, number);
    },
  );
  gauge(
    {
      name: 'omega_queue_lag_seconds',
      help: 'How long the longest waiting job has been due; 0 when none waits.',
    },
    async (measure) => {
      const [oldest] = await transaction((tx) =>
        rows(
          tx,
          lag,
          sql`
          select coalesce(extract(epoch from now() - min(run_at)), 0)::float8 as seconds
          from graphile_worker._private_jobs where is_available = true and run_at <= now()`,
        ),
      );
      measure.set(oldest?.seconds ?? 0);
    },
  );
  gauge(
    {
      name: 'omega_database_connections',
      help: 'Connections of this process: busy, idle, and requests that wait for one.',
      labelNames: ['state'],
    },
    (measure) => {
      for (const [state, connections] of Object.entries(connectionsOf()))
        measure.set({ state }, connections);
    },
  );
}
