import type { WorkerEvents } from 'graphile-worker';
import { counter, histogram } from '../../operate/process-metrics.server';

const outcomes = counter({
  name: 'omega_jobs_total',
  help: 'Jobs that ended, by outcome: done, retried, given_up.',
  labelNames: ['job', 'outcome'],
});
const seconds = histogram({
  name: 'omega_job_seconds',
  help: 'Duration of jobs, by job.',
  labelNames: ['job'],
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1_800],
});

/**
 * Endings of a job that the queue reports as a success: failed for good without a retry, or put back
 * before it started.
 */
type Ending = 'given_up' | 'set_back';
const endings = new Map<string, Ending>();

/** Records how a job that ends now ended, before the queue reports a success. */
export function recordEnding(ending: Ending, jobId: string): void {
  endings.set(jobId, ending);
}

/** Counts and times a worker's jobs. */
export function observeJobs(events: WorkerEvents): void {
  const begun = new Map<string, number>();
  events.on('job:start', ({ job }) => begun.set(job.id, performance.now()));
  events.on('job:success', ({ job }) => {
    const ending = endings.get(job.id) ?? 'done';
    endings.delete(job.id);
    // a job put back has not run: it is neither counted nor timed
    if (ending === 'set_back') begun.delete(job.id);
    else outcomes.inc({ job: job.task_identifier, outcome: ending });
  });
  events.on('job:error', ({ job }) => {
    if (job.attempts < job.max_attempts)
      outcomes.inc({ job: job.task_identifier, outcome: 'retried' });
  });
  events.on('job:failed', ({ job }) =>
    outcomes.inc({ job: job.task_identifier, outcome: 'given_up' }),
  );
  events.on('job:complete', ({ job }) => {
    const from = begun.get(job.id);
    begun.delete(job.id);
    if (from !== undefined)
      seconds.observe({ job: job.task_identifier }, (performance.now() - from) / 1_000);
  });
}
