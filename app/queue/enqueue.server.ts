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
  /** one that waits already keeps its time: it is asked for by then, and not once more */
  keepsTime?: boolean;
  /** other than the catalog says; one that waits already keeps the sooner one */
  urgency?: Urgency;
}

/**
 * Puts a job into the queue inside the writer's transaction: both are there or neither is.
 * Without a transaction (null) it stands alone. A job with a key that waits already is kept once.
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
 * The same for a job as it was kept: its name and payload are checked against the catalog.
 * @returns false for a job that no longer exists, or takes another payload
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
  // one that waits keeps its place: asked for every second, it would otherwise stay behind all others
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
