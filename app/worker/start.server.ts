import { BadEnvironment, env } from '../env.server';
import { isLostConnection } from './slots/lost-connection';
import { jobsOf } from './slots/worker-class';

/** Does jobs until the process is asked to end; what is wrong with its environment is said in a sentence. */
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
  const { openOperatorPort: openOperatorDoor } = await import('../operate/operator-port.server');
  const { observeQueue } = await import('../operate/queue-metrics.server');
  // The queue tells of a job's end on a connection of its own and leaves its failure to the process.
  process.on('unhandledRejection', (error) => {
    if (!isLostConnection(error)) throw error;
    log.warn('a connection broke while the end of a job was told');
  });
  const worker = await runWorker({
    concurrency: env().WORKER_CONCURRENCY,
    jobs: env().WORKER_JOBS,
  });
  let draining = false;
  observeQueue();
  openOperatorDoor(async () => {
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
    // A job that is cut off is seen to belong to nobody, and another worker takes it up.
    setTimeout(() => {
      log.warn('jobs that had begun were cut off');
      process.exit(1);
    }, env().DRAIN_SECONDS * 1_000).unref();
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);
  await worker.ended;
  await endPools();
}
