import { EventEmitter } from 'node:events';
import {
  Logger,
  parseCronItems,
  run,
  type Job,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import { z } from 'zod';
import { log, logged, type LogIds } from '../log.server';
import { catalog, type JobName } from '../queue/catalog';
import { Ended, Postponed } from '../queue/ended';
import { pool } from '../store/db.server';
import { forgetFailure, rememberFailure } from './given-up.server';
import { handle } from './handlers';
import { keepLiving } from './living.server';
import { endsWithoutWork, measureJobs } from './measured-jobs.server';
import { isTerminal } from './outcome';

/** Shops live in many zones: a new day is looked for a moment after every quarter of an hour. */
const SCHEDULE = parseCronItems([
  { task: 'snapshot.newDay' satisfies JobName, match: '1,16,31,46 * * * *' },
  { task: 'shops.hourly' satisfies JobName, match: '5 * * * *' },
  { task: 'privacy.keepNoLonger' satisfies JobName, match: '23 18 * * *' },
]);

export interface RunningWorker {
  /** Takes no more jobs, lets those that run end. */
  stop(): Promise<void>;
  /** Settles when the worker has stopped. */
  ended: Promise<void>;
}

export interface WorkerOptions {
  /** jobs at once */
  concurrency: number;
  /** how often the queue is looked at for what has become due; new jobs announce themselves */
  pollMs?: number;
  /** whether it also begins what is due by the clock: each hour, each quarter of one, each night */
  scheduled?: boolean;
}

/** Starts doing jobs; signals and the database's connections are the caller's. */
export async function runWorker({
  concurrency,
  pollMs = 1_000,
  scheduled = true,
}: WorkerOptions): Promise<RunningWorker> {
  const doing = new Set<string>();
  const living = await keepLiving(doing);
  const events: WorkerEvents = new EventEmitter();
  events.on('job:start', ({ job }) => doing.add(job.id));
  events.on('job:complete', ({ job }) => doing.delete(job.id));
  // The queue locks jobs in the name of the pool, not of one of its workers.
  events.on('pool:create', ({ workerPool }) => living.hold(workerPool.id));
  measureJobs(events);
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
    names.map((name) => [
      name,
      (payload: unknown, { job }) =>
        logged(idsOf(name, payload, job), () => work(name, payload, job)),
    ]),
  );
  const runner = await run({
    pgPool: pool,
    concurrency,
    taskList,
    events,
    noHandleSignals: true,
    pollInterval: pollMs,
    parsedCronItems: scheduled ? SCHEDULE : [],
    logger: new Logger(() => () => undefined),
  });
  return {
    stop: () => runner.stop(),
    ended: runner.promise.then(() => living.stop()),
  };
}

async function work(name: JobName, payload: unknown, job: Job): Promise<void> {
  const last = job.attempts >= job.max_attempts;
  try {
    await handle(name, payload, last);
  } catch (thrown) {
    // what it failed with before still stands
    if (thrown instanceof Postponed) return;
    const error = thrown instanceof Ended ? thrown.cause : thrown;
    const terminal = isTerminal(error);
    const over = terminal || thrown instanceof Ended;
    const kind = error instanceof Error ? error.name : 'unknown';
    await rememberFailure(name, payload, { error: kind, ended: over || last, terminal }).catch(
      (failure: unknown) => log.error({ error: described(failure) }, 'a failure is not remembered'),
    );
    if (!over) throw error;
    endsWithoutWork(job.id);
    log.warn({ job: name, jobId: job.id, error: described(error) }, 'a job ended without its work');
    return;
  }
  await forgetFailure(name, payload);
}

/** What the lines of the log that a job writes are about. */
function idsOf(name: JobName, payload: unknown, { id }: Job): LogIds {
  const { data } = ofShop.safeParse(payload);
  const shop = data?.shopId ?? data?.domain;
  return { job: name, jobId: id, ...(shop === undefined ? {} : { shop }) };
}

const ofShop = z.object({ shopId: z.number().optional(), domain: z.string().optional() });

function described(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}
