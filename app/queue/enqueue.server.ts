import { sql, transaction, type Tx } from '../store/db.server';
import {
  catalog,
  definitionOf,
  flagsOf,
  jobNameSchema,
  type JobName,
  type JobPayload,
} from './catalog';
import { rowKeyOf } from './hand-over.server';
import { PRIORITY, type Urgency } from './urgency';

interface Options {
  runAt?: Date;
  /** a job that is queued already keeps its time, instead of the time of this call */
  keepsTime?: boolean;
  /** other than the catalog's; a job that is queued already keeps the more urgent one */
  urgency?: Urgency;
}

/**
 * Enqueues a job inside the writer's transaction: both commit or neither does. Without a transaction
 * (null) it opens its own. A job with a key is queued once.
 */
export async function enqueue<Name extends JobName>(
  tx: Tx | null,
  name: Name,
  payload: JobPayload<Name>,
  options: Options = {},
): Promise<void> {
  if (tx === null) {
    await transaction((own) => enqueue(own, name, payload, options));
    return;
  }
  await add(tx, name, payload, options);
}

/**
 * Enqueues a job whose name and payload were stored, after checking both against the catalog.
 * @returns false for a job that no longer exists or takes another payload
 */
export async function enqueueAgain(
  tx: Tx,
  name: string,
  payload: unknown,
  options: Options = {},
): Promise<boolean> {
  const known = jobNameSchema.safeParse(name);
  if (!known.success) return false;
  const parsed = catalog[known.data].payload.safeParse(payload);
  if (!parsed.success) return false;
  await add(tx, known.data, parsed.data, options);
  return true;
}

async function add(
  tx: Tx,
  name: JobName,
  payload: Record<string, unknown>,
  options: Options,
): Promise<void> {
  const { maxAttempts, urgency } = definitionOf(name);
  const priority = PRIORITY[options.urgency ?? urgency];
  const mode = options.keepsTime === true ? 'preserve_run_at' : 'replace';
  const jobKey = rowKeyOf(name, payload);
  // a queued job keeps its run_at: a job that is enqueued every second would otherwise stay behind all others
  await tx.query(sql`
    with waiting as (
      select run_at, priority from graphile_worker._private_jobs
      where key = ${jobKey} and locked_at is null and attempts < max_attempts)
    select graphile_worker.add_job(
      identifier => ${name}, payload => ${JSON.stringify(payload)}::json,
      run_at => coalesce(${options.runAt ?? null}::timestamptz, (select least(run_at, now()) from waiting)),
      max_attempts => ${maxAttempts}::int, job_key => ${jobKey}, job_key_mode => ${mode},
      priority => least(${priority}::int, (select priority from waiting)),
      flags => ${flagsOf(name, payload)}::text[])`);
}
