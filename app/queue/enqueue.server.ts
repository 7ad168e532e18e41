import { sql, transaction, type Tx } from '../store/db.server';
import { definitionOf, jobKeyOf, type JobName, type JobPayload } from './catalog';

/**
 * Puts a job into the queue inside the writer's transaction: both are there or neither is.
 * Without a transaction (null) it stands alone. A job with a key that waits already is kept once.
 */
export async function enqueue<Name extends JobName>(
  tx: Tx | null,
  name: Name,
  payload: JobPayload<Name>,
  options: { runAt?: Date } = {},
): Promise<void> {
  if (tx === null) {
    await transaction((own) => enqueue(own, name, payload, options));
    return;
  }
  const { maxAttempts, queue, key } = definitionOf(name);
  const fields: Record<string, unknown> = payload;
  const queueName = queue === undefined ? null : `${queue}:${String(fields.shopId)}`;
  const jobKey = key === undefined ? null : `${name}:${jobKeyOf(name, payload)}`;
  await tx.query(sql`
    select graphile_worker.add_job(
      identifier => ${name}, payload => ${JSON.stringify(payload)}::json,
      queue_name => ${queueName}, run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${maxAttempts}::int, job_key => ${jobKey})`);
}
