import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { untilFree, type Patience } from '../store/work/held-up';

/**
 * Takes waiting jobs out of the named queues of earlier versions, one for each shop and kind of work:
 * every fetch of a job read them all (50 ms with 10,000 shops). The lane, a flag of the job, replaces
 * them. A job that an old process runs keeps its queue until the next upgrade.
 */
async function emptyNamedQueues(pool: pg.Pool): Promise<void> {
  await pool.query(`
    update graphile_worker._private_jobs job
    set job_queue_id = null, flags = coalesce(job.flags, '{}') || jsonb_build_object(queue.queue_name, true)
    from graphile_worker._private_job_queues queue
    where queue.id = job.job_queue_id and job.locked_at is null`);
  await pool.query(`
    delete from graphile_worker._private_job_queues queue
    where locked_at is null
      and not exists (select from graphile_worker._private_jobs job where job.job_queue_id = queue.id)`);
}

/**
 * Migrates the queue's own schema.
 * @throws HeldUp where its tables stay locked
 */
export async function migrateQueue(url: string, patience: Partial<Patience> = {}): Promise<void> {
  await untilFree('of the queue', patience, async (lockMs) => {
    const pool = new pg.Pool({
      connectionString: url,
      onConnect: async (client) => void (await client.query(`set lock_timeout = ${lockMs}`)),
    });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    try {
      await runMigrations({ pgPool: pool, noHandleSignals: true });
      await emptyNamedQueues(pool);
    } finally {
      await pool.end();
    }
  });
}
