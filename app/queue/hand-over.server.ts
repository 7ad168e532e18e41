import { sql, type Tx } from '../store/db.server';
import { definitionOf, jobKeyOf, type JobName } from './catalog';

/** A job's time and priority, as its row has them. */
export interface Due {
  runAt: Date;
  priority: number;
}

/** The key of a job's row; null for jobs without a key. */
export function rowKeyOf(name: JobName, payload: unknown): string | null {
  return definitionOf(name).key === undefined ? null : `${name}:${jobKeyOf(name, payload)}`;
}

/**
 * Gives the row that has replaced a job the sooner time and the higher urgency of the two. The replaced
 * job was fetched and has not run, so its waiters wait for the new row: without this, a nightly job of
 * the same key would delay a merchant's refresh until the night.
 */
export async function handOver(
  tx: Tx,
  name: JobName,
  payload: unknown,
  { runAt, priority }: Due,
): Promise<void> {
  await tx.query(sql`
    update graphile_worker._private_jobs
    set run_at = least(run_at, ${runAt}::timestamptz), priority = least(priority, ${priority}::int)
    where key = ${rowKeyOf(name, payload)} and locked_at is null and attempts < max_attempts`);
}
