import { sql, type ShopId, type Tx } from '../store/db.server';

/**
 * Deletes a shop's queued jobs; a running one ends by itself. Jobs of privacy requests stay: the law
 * requires them of an uninstalled shop, too.
 */
export async function stopJobs(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query(sql`
    select graphile_worker.complete_jobs(array(
      select job.id from graphile_worker._private_jobs job
      join graphile_worker._private_tasks task on task.id = job.task_id
      where job.payload ->> 'shopId' = ${String(shop)} and job.locked_at is null
        and not starts_with(task.identifier, 'privacy.')))`);
}
