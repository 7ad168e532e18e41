import { sql, type Tx } from '../store/db.server';
import { definitionOf, jobKeyOf, type JobName } from './catalog';

/** Since when and how urgently a job is waited for, as its row says. */
export interface Due {
  runAt: Date;
  priority: number;
}

/** The key of a job's row; null where jobs of that name have none. */
export function rowKeyOf(name: JobName, payload: unknown): string | null {
  return definitionOf(name).key === undefined ? null : `${name}:${jobKeyOf(name, payload)}`;
}

/**
 * Gives the row that has replaced a job the sooner time and urgency of the two. The replaced one was
 * fetched and has not done its work, so what waited for it waits for the other: a merchant's refresh
 * is not put off to the night's because the night asked for it too.
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
