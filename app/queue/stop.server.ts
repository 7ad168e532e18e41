import { sql, type ShopId, type Tx } from '../store/db.server';

/** Takes a shop's jobs out of the queue; one that runs ends by itself. */
export async function stopJobs(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query(sql`
    select graphile_worker.complete_jobs(array(
      select id from graphile_worker._private_jobs
      where payload ->> 'shopId' = ${String(shop)} and locked_at is null))`);
}
