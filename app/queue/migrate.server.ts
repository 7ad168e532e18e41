import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { untilFree, type Patience } from '../store/work/held-up';

/**
 * Takes what waits out of the named queues of versions before, one for each shop and kind of work: every
 * look for a job read them all (50 ms with 10,000 shops). A queue's name is its jobs' lane now, which stands
 * in their flags. A job that an old process does keeps its queue, which goes with the next upgrade.
 */
async function leaveQueues(pool: pg.Pool): Promise<void> {
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
 * Brings the queue's own schema up to date.
 * @throws HeldUp where its tables are in use all the time
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
      await leaveQueues(pool);
    } finally {
      await pool.end();
    }
  });
}
