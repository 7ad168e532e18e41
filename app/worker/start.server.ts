import { BadEnvironment, env } from '../env.server';
import { isLostConnection } from './slots/lost-connection';
import { jobsOf } from './slots/worker-class';

/** Runs the worker until the process is asked to end. A wrong environment ends it with one sentence. */
export async function start(): Promise<void> {
  try {
    jobsOf(env().WORKER_JOBS);
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return;
  }
  const { refuseWithoutWalls } = await import('../store/schema/role.server');
  await refuseWithoutWalls('worker');
  const { runWorker } = await import('./run.server');
  const { askDatabase, endPools } = await import('../store/db.server');
  const { log } = await import('../log.server');
  const { openOperatorPort } = await import('../operate/operator-port.server');
  const { observeQueue } = await import('../operate/queue-metrics.server');
  // graphile-worker reports a job's end on a connection of its own and leaves a failure to the process
  process.on('unhandledRejection', (error) => {
    if (!isLostConnection(error)) throw error;
    log.warn('a connection broke while the end of a job was reported');
  });
  const worker = await runWorker({
    concurrency: env().WORKER_CONCURRENCY,
    jobs: env().WORKER_JOBS,
  });
  let draining = false;
  observeQueue();
  openOperatorPort(async () => {
    if (draining) return 'the process is ending';
    return await askDatabase().then(
      () => null,
      () => 'the database cannot be reached',
    );
  });

  const drain = () => {
    if (draining) return;
    draining = true;
    log.info('the worker ends');
    void worker.stop();
    // another worker sees that interrupted jobs have no live owner, and runs them
    setTimeout(() => {
      log.warn('running jobs were interrupted');
      process.exit(1);
    }, env().DRAIN_SECONDS * 1_000).unref();
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
  await worker.ended;
  await endPools();
}
