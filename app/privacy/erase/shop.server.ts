import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { one, rows, shopIdSchema, sql, transaction, type ShopId } from '../../store/db.server';
import { emptyTables, forgetRegistered } from '../../store/shops/shop-rows.server';
import { Unavailable } from '../../shopify/protocol/errors';
import { tokenTimes } from '../../shopify/tokens/token-answers.server';
import { standingOf } from '../../shop/installation/standing.server';

/** How long one job goes on before it makes room for others and asks for the next one. */
const TURN_MS = 20_000;
/** How soon it looks again for jobs of the shop that are still running. */
const PATIENCE_MS = 2_000;

/**
 * Forgets a whole shop, 48 hours after it uninstalled the app (job): every row of every table, its
 * sessions, its jobs, and last of all that there was such a shop. It goes in batches, and on from
 * where a job before stopped. A shop that has come back meanwhile is left alone: its token works.
 * @throws Unavailable where Shopify does not say whether the app is installed: nothing is erased on doubt
 */
export async function redactShop(domain: string): Promise<void> {
  const shop = await transaction(async (tx) => {
    const of = sql`select id from shops where domain = ${domain}`;
    return (await rows(tx, z.object({ id: shopIdSchema }), of))[0]?.id ?? null;
  });
  if (await isInstalled(domain)) {
    log.warn({ shop }, 'a shop that is installed again is not erased');
    return;
  }
  const busy = await stopWork(shop, domain);
  const until = performance.now() + TURN_MS;
  const emptied = shop === null || (await emptyTables(shop, () => performance.now() > until));
  if (busy || !emptied) {
    // what runs may still write: it is waited for, and what it wrote is erased in the next turn
    const runAt = new Date(Date.now() + (busy ? PATIENCE_MS : 0));
    await enqueue(null, 'shop.redact', { domain }, { runAt });
    return;
  }
  await forgetRegistered(shop, domain);
  log.info({ shop }, 'a shop was erased');
}

/** A token that is refused for so long, days after an uninstalling, is refused because of it. */
const REFUSED_FOR_MS = 24 * 3_600_000;

/**
 * Whether the shop has the app. That its token is refused alone does not say no where nothing here knows
 * of an uninstalling: the refusal may be an error that passes.
 */
async function isInstalled(domain: string): Promise<boolean> {
  const { standing, why } = await standingOf(domain);
  if (standing === 'installed') return true;
  const { known } = await transaction((tx) =>
    one(
      tx,
      z.object({ known: z.boolean() }),
      sql`
      select exists (select from shops where domain = ${domain} and uninstalled_at is null)
        and exists (select from sessions where shop = ${domain}) as known`,
    ),
  );
  if (!known) return false;
  const { refusedSince } = await tokenTimes(domain);
  const refusedMs = refusedSince === null ? 0 : now().getTime() - refusedSince.getTime();
  if (standing === 'gone' && refusedMs > REFUSED_FOR_MS) return false;
  throw why instanceof Error ? why : new Unavailable('The token of a shop was refused just now.');
}

/**
 * Nothing of the shop begins any more: it counts as uninstalled, it has no session, and what waits
 * in the queue goes.
 * @returns whether something of it still runs
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
