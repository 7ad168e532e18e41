import { pool } from '../db.server';

/**
 * Forgets a job's failures once it succeeds: one statement, which is a transaction of its own and sets
 * it to the shop (`prisma/functions/forget_failure.sql`). It runs after every job, so it is one round
 * trip.
 * @param of the job's name and key, and its shop by id or by domain
 */
export async function forgetFailureOf(
  job: string,
  key: string,
  of: { shopId?: number; domain?: string },
): Promise<void> {
  await pool.query({
    name: 'forget_failure',
    text: 'select forget_failure($1::int, $2, $3, $4)',
    values: [of.shopId ?? null, of.domain ?? null, job, key],
  });
}
