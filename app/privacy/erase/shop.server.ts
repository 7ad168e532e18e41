import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { one, sql, transaction, type ShopId } from '../../store/db.server';
import { emptyTables, forgetRegistered } from '../../store/shops/shop-rows.server';
import { shopByDomain } from '../../store/shops/shops';
import { Unavailable } from '../../shopify/protocol/errors';
import { tokenTimes } from '../../shopify/tokens/token-responses.server';
import { readInstallationStatus } from '../../shop/installation/installation-status.server';

/** One job erases this long, then enqueues the next one and lets others run. */
const SLICE_MS = 20_000;
/** Wait for jobs of the shop that still run. */
const RUNNING_WAIT_MS = 2_000;

/**
 * Erases a whole shop, 48 hours after it uninstalled the app (job): its rows in every table, its sessions,
 * its jobs, and last its registry row. Works in batches; each job goes on where the last one stopped. A
 * shop that was installed again, whose token works, is not erased.
 * @throws Unavailable where Shopify does not say whether the app is installed: nothing is erased in doubt
 */
export async function redactShop(domain: string): Promise<void> {
  const shop = (await transaction((tx) => shopByDomain(tx, domain)))?.id ?? null;
  if (await isInstalled(domain)) {
    log.warn({ shop }, 'a shop that is installed again is not erased');
    return;
  }
  const busy = await stopWork(shop, domain);
  const until = performance.now() + SLICE_MS;
  const emptied = shop === null || (await emptyTables(shop, () => performance.now() > until));
  if (busy || !emptied) {
    // a running job may still write: the next job erases that
    const runAt = new Date(Date.now() + (busy ? RUNNING_WAIT_MS : 0));
    await enqueue(null, 'shop.redact', { domain }, { runAt });
    return;
  }
  await forgetRegistered(shop, domain);
  log.info({ shop }, 'a shop was erased');
}

/** A token that Shopify refuses this long was revoked by uninstalling. */
const REFUSED_MS = 24 * 3_600_000;

/**
 * Whether the shop has the app. A refused token alone does not mean no where no uninstalling is recorded:
 * the refusal may be temporary.
 */
async function isInstalled(domain: string): Promise<boolean> {
  const { status, why } = await readInstallationStatus(domain);
  if (status === 'installed') return true;
  const known = await transaction(async (tx) => {
    const shop = await shopByDomain(tx, domain);
    const { rowCount } = await tx.query(sql`select from sessions where shop = ${domain} limit 1`);
    return shop?.installed === true && rowCount === 1;
  });
  if (!known) return false;
  const { refusedSince } = await tokenTimes(domain);
  const refusedMs = refusedSince === null ? 0 : now().getTime() - refusedSince.getTime();
  if (status === 'gone' && refusedMs > REFUSED_MS) return false;
  throw why instanceof Error ? why : new Unavailable('The token of a shop was refused just now.');
}

/**
 * Prevents new work for the shop: marks it uninstalled, deletes its sessions and its queued jobs.
 * @returns whether a job of the shop still runs
 */
async function stopWork(shop: ShopId | null, domain: string): Promise<boolean> {
  return await transaction(async (tx) => {
    await tx.query(sql`delete from sessions where shop = ${domain}`);
    await tx.query(sql`
      update shops set uninstalled_at = ${now()} where id = ${shop} and uninstalled_at is null`);
    const itsJobs = sql`
      from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
      where (job.payload ->> 'shopId' = ${String(shop)} or job.payload ->> 'domain' = ${domain})`;
    await tx.query(
      sql`select graphile_worker.complete_jobs(array(select job.id ${itsJobs} and job.locked_at is null))`,
    );
    const { busy } = await one(
      tx,
      z.object({ busy: z.boolean() }),
      sql`select exists (select ${itsJobs} and task.identifier <> 'shop.redact') as busy`,
    );
    return busy;
  });
}
