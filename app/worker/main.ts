import { BadEnvironment, env } from '../env.server';

/** The second process: does the jobs. `npm run worker`. */
async function main(): Promise<void> {
  try {
    env();
  } catch (error) {
    if (!(error instanceof BadEnvironment)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return;
  }
  const { runWorker } = await import('./run.server');
  const { pool } = await import('../store/db.server');
  const worker = await runWorker({ concurrency: env().WORKER_CONCURRENCY });
  const drain = () => void worker.stop();
  process.once('SIGTERM', drain);
  process.once('SIGINT', drain);
  await worker.ended;
  await pool.end();
}

await main();
