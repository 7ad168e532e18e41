import { pool, type ShopId } from '../db.server';

/**
 * Waits for open transactions that saw a shop's re-read waiting and did not enqueue one of their own, so that
 * the rows are visible that they wrote: they share this lock (`prisma/functions/enqueue_reread.sql`). One
 * statement, which gives the lock back at once.
 */
export async function waitForEnqueuers(job: string, shop: ShopId): Promise<void> {
  await pool.query({
    name: 'wait_for_askers',
    text: 'select pg_advisory_xact_lock(hashtext($1), $2::int)',
    values: [job, shop],
  });
}
