import type { TestDatabase } from './database';

export interface QueuedJob {
  name: string;
  payload: Record<string, unknown>;
  /** the delay that is left; 0 if it is due */
  waitsMs: number;
}

/** The queued jobs that have not begun, oldest first. */
export async function queued(db: TestDatabase): Promise<QueuedJob[]> {
  const rows = await db.query(`
    select task.identifier as name, job.payload,
      greatest(0, extract(epoch from job.run_at - now()) * 1000)::float8 as "waitsMs"
    from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
    where job.locked_at is null and job.attempts < job.max_attempts order by job.id`);
  return rows.map(({ name, payload, waitsMs }) => ({
    name: String(name),
    payload: Object(payload),
    waitsMs: Number(waitsMs),
  }));
}

/** Empties the queue. */
export async function emptyQueue(db: TestDatabase): Promise<void> {
  await db.query('delete from graphile_worker._private_jobs');
}
