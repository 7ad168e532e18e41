import { EventEmitter } from 'node:events';
import { Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import { log } from '../log.server';
import { catalog, type JobName } from '../queue/catalog';
import { pool } from '../store/db.server';
import { handle } from './handlers';
import { keepLiving } from './living.server';

export interface RunningWorker {
  /** Takes no more jobs, lets those that run end. */
  stop(): Promise<void>;
  /** Settles when the worker has stopped. */
  ended: Promise<void>;
}

/** Starts doing jobs; signals are the caller's. */
export async function runWorker({ concurrency }: { concurrency: number }): Promise<RunningWorker> {
  const living = await keepLiving();
  const events: WorkerEvents = new EventEmitter();
  events.on('worker:create', ({ worker }) => living.hold(worker.workerId));
  events.on('job:failed', ({ job, error }) => {
    log.error(
      { job: job.task_identifier, jobId: job.id, error: described(error) },
      'a job gave up',
    );
  });
  events.on('job:error', ({ job, error }) => {
    log.warn(
      { job: job.task_identifier, jobId: job.id, attempt: job.attempts, error: described(error) },
      'a job failed and is tried again',
    );
  });
  const names = Object.keys(catalog) as JobName[];
  const taskList: TaskList = Object.fromEntries(
    names.map((name) => [name, (payload: unknown) => handle(name, payload)]),
  );
  const runner = await run({
    pgPool: pool,
    concurrency,
    taskList,
    events,
    noHandleSignals: true,
    pollInterval: 1_000,
    logger: new Logger(() => () => undefined),
  });
  return {
    stop: () => runner.stop(),
    ended: runner.promise.then(async () => {
      await living.stop();
      await pool.end();
    }),
  };
}

function described(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}
