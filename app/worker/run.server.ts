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
import { log, withLogIds, type LogIds } from '../log.server';
import { definitionOf, laneOf, type JobName } from '../queue/catalog';
import { Ended, Postponed } from '../queue/ended';
import { enqueueAgain } from '../queue/enqueue.server';
import { PRIORITY } from '../queue/urgency';
import { waitMsOf } from '../shopify/protocol/errors';
import { pool, transaction, workingAs } from '../store/db.server';
import { repairClockSteps, type Scheduled } from './schedule/clock-steps.server';
import { repeat } from './schedule/repeat';
import { forgetFailure, rememberFailure } from './jobs/failing-jobs.server';
import { runHandler } from './jobs/handlers';
import { openHeldLocks } from './slots/held-locks.server';
import { watchForDeadWorkers } from './dead-workers.server';
import { recordEnding, observeJobs } from './jobs/job-metrics.server';
import { endsForGood, isTerminal } from './jobs/outcome';
import { bringOverdueForward } from './schedule/overdue.server';
import { setBack } from './jobs/set-back.server';
import { slots, type Slots } from './slots/slots';
import { jobsOf } from './slots/worker-class';

/** Shops are in many time zones: new days start a minute after every quarter of an hour. */
const SCHEDULE = parseCronItems([
  { task: 'snapshot.newDay' satisfies JobName, match: '1,16,31,46 * * * *' },
  { task: 'shops.hourly' satisfies JobName, match: '5 * * * *' },
  { task: 'privacy.keepNoLonger' satisfies JobName, match: '23 18 * * *' },
]);

/** The same schedule as minutes between two runs. */
const PERIODS: Scheduled = new Map([
  ['snapshot.newDay', 15],
  ['shops.hourly', 60],
  ['privacy.keepNoLonger', 24 * 60],
]);
/** Milliseconds between two repairs after a clock that ran ahead. */
const CLOCK_STEPS_MS = 60_000;

/** Milliseconds between two searches for an overdue job. */
const OVERDUE_MS = 1_000;

export interface RunningWorker {
  /** Fetches no more jobs and lets the running ones end. */
  stop(): Promise<void>;
  /** Settles when the worker has stopped. */
  ended: Promise<void>;
}

export interface WorkerOptions {
  /** jobs at once */
  concurrency: number;
  /** milliseconds between two polls for jobs whose time has come; new jobs notify the worker */
  pollMs?: number;
  /** which jobs: `all`, `quick`, `slow`, or names (worker-class.ts) */
  jobs?: string;
  /** whether it also runs the schedule: hourly, every quarter of an hour, nightly */
  scheduled?: boolean;
}

/** Starts a worker; signals and the database's connections are the caller's. */
export async function runWorker({
  concurrency,
  pollMs = 1_000,
  jobs = 'all',
  scheduled = true,
}: WorkerOptions): Promise<RunningWorker> {
  const names = jobsOf(jobs);
  const doing = new Set<string>();
  const own = new Set<string>();
  const locks = await openHeldLocks();
  const living = await watchForDeadWorkers(own, doing);
  const mixed = names.some((name) => !definitionOf(name).long);
  const free = slots(concurrency, mixed, locks);
  const events: WorkerEvents = new EventEmitter();
  events.on('worker:getJob:start', ({ worker }) => free.fetching(worker.workerId));
  events.on('worker:getJob:empty', ({ worker }) => free.fetched(worker.workerId));
  events.on('worker:getJob:error', ({ worker }) => free.fetched(worker.workerId));
  events.on('job:start', ({ job, worker }) => {
    doing.add(job.id);
    const { long = false } = definitionOf(nameOf(job));
    free.fetched(worker.workerId, { id: job.id, long });
  });
  events.on('job:complete', ({ job }) => {
    doing.delete(job.id);
    free.ended(job.id);
  });
  // graphile-worker locks jobs under the name of the pool, not of a worker in it
  events.on('pool:create', ({ workerPool }) => {
    own.add(workerPool.id);
    locks.holdName(workerPool.id);
  });
  observeJobs(events);
  const overdue = overdueJobs(events, names, free);
  events.on('job:failed', ({ job, error }) => {
    log.error(
      { job: job.task_identifier, jobId: job.id, error: describeError(error) },
      'a job failed for good',
    );
  });
  events.on('job:error', ({ job, error }) => {
    log.warn(
      {
        job: job.task_identifier,
        jobId: job.id,
        attempt: job.attempts,
        error: describeError(error),
      },
      'a job failed and will be retried',
    );
  });
  const taskList: TaskList = Object.fromEntries(
    names.map((name) => [
      name,
      (payload: unknown, { job }) =>
        withLogIds(logIdsOf(name, payload, job), () =>
          workingAs('job', () => runInLane(free, name, payload, job)),
        ),
    ]),
  );
  const steps = scheduled
    ? repeat(CLOCK_STEPS_MS, 'the repair after a clock that ran ahead failed', () =>
        repairClockSteps(PERIODS),
      )
    : null;
  const runner = await run({
    pgPool: pool,
    concurrency,
    taskList,
    events,
    forbiddenFlags: () => free.forbiddenFlags(),
    noHandleSignals: true,
    pollInterval: pollMs,
    parsedCronItems: scheduled ? SCHEDULE : [],
    logger: new Logger(() => () => undefined),
  });
  return {
    stop: () => runner.stop(),
    ended: runner.promise.finally(async () => {
      await overdue.stop();
      await steps?.stop();
      await living.stop();
      await locks.stop();
    }),
  };
}

/** Raises an overdue job, unless one runs here already. */
function overdueJobs(events: WorkerEvents, names: readonly JobName[], free: Slots) {
  const running = new Set<string>();
  events.on('job:start', ({ job }) => {
    if (job.priority <= PRIORITY.overdue) running.add(job.id);
  });
  events.on('job:complete', ({ job }) => running.delete(job.id));
  return repeat(OVERDUE_MS, 'the search for overdue jobs failed', async () => {
    if (running.size === 0) await bringOverdueForward(names, free.busyLanes());
  });
}

const nameOf = (job: Job): JobName => job.task_identifier as JobName;

/** Runs a job while no other job of its shop's lane runs; puts it back where one does. */
async function runInLane(free: Slots, name: JobName, payload: unknown, job: Job): Promise<void> {
  const lane = laneOf(name, payload);
  if (lane === null) {
    await runJob(name, payload, job);
    return;
  }
  if (!(await free.enter(lane))) {
    await setBack(name, job);
    recordEnding('set_back', job.id);
    return;
  }
  try {
    await runJob(name, payload, job);
  } finally {
    free.leave(lane);
  }
}

async function runJob(name: JobName, payload: unknown, job: Job): Promise<void> {
  const last = job.attempts >= job.max_attempts;
  try {
    await runHandler(name, payload, last);
  } catch (thrown) {
    // an earlier failure stays recorded
    if (thrown instanceof Postponed) return;
    const waitMs = waitMsOf(thrown);
    if (waitMs !== null) {
      await postpone(name, payload, waitMs);
      return;
    }
    const error = thrown instanceof Ended ? thrown.cause : thrown;
    const terminal = isTerminal(error);
    const over = endsForGood(error) || thrown instanceof Ended;
    const kind = error instanceof Error ? error.name : 'unknown';
    await rememberFailure(name, payload, { error: kind, ended: over || last, terminal }).catch(
      (failure: unknown) =>
        log.error({ error: describeError(failure) }, 'a failure was not recorded'),
    );
    if (!over) throw error;
    recordEnding('given_up', job.id);
    log.warn(
      { job: name, jobId: job.id, error: describeError(error) },
      'a job ended without success',
    );
    return;
  }
  await forgetFailure(name, payload);
}

const LEAST_WAIT_MS = 1_000;

/** Enqueues work that has to wait, and has not failed, for later, with all of its tries. */
async function postpone(name: JobName, payload: unknown, waitMs: number): Promise<void> {
  const runAt = new Date(Date.now() + Math.max(LEAST_WAIT_MS, waitMs));
  await transaction((tx) => enqueueAgain(tx, name, payload, { runAt, keepsTime: true }));
  log.info({ job: name, waitMs }, 'a job waits for Shopify');
}

/** Ids that a job's log lines carry. */
function logIdsOf(name: JobName, payload: unknown, { id }: Job): LogIds {
  const { data } = ofShop.safeParse(payload);
  const shop = data?.shopId ?? data?.domain;
  return { job: name, jobId: id, ...(shop === undefined ? {} : { shop }) };
}

const ofShop = z.object({ shopId: z.number().optional(), domain: z.string().optional() });

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}
