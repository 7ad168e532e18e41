import { sql, type ShopId, type Tx } from '../store/db.server';

/**
 * Takes a shop's jobs out of the queue; one that runs ends by itself. What Shopify asks for in a
 * customer's name is owed whether or not the shop is still here.
 */
export async function stopJobs(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query(sql`
    select graphile_worker.complete_jobs(array(
      select job.id from graphile_worker._private_jobs job
      join graphile_worker._private_tasks task on task.id = job.task_id
      where job.payload ->> 'shopId' = ${String(shop)} and job.locked_at is null
        and not starts_with(task.identifier, 'privacy.')))`);
}
