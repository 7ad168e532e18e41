import { pool, type ShopId } from '../db.server';

/**
 * Waits for open transactions that saw a shop's re-read queued and enqueued none of their own, so that their
 * rows are visible. They share this lock (`prisma/functions/enqueue_reread.sql`). One statement, which
 * releases the lock at once.
 */
export async function waitForEnqueuers(job: string, shop: ShopId): Promise<void> {
  await pool.query({
    name: 'wait_for_askers',
    text: 'select pg_advisory_xact_lock(hashtext($1), $2::int)',
    values: [job, shop],
  });
}
