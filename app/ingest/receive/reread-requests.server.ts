import { z } from 'zod';
import { now } from '../../clock.server';
import { definitionOf, type JobName } from '../../queue/catalog';
import { join, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { keepChange, type KeptDelivery } from '../../store/work/deliveries';
import { waitForEnqueuers } from '../../store/work/reread-lock';
import { REREAD_KINDS, type RereadKind, type Subject } from './webhook-subjects';

/** The job that re-reads each kind. */
export const REREAD_JOBS = {
  order: 'orders.reread',
  customer: 'customers.reread',
  product: 'products.reread',
  inventoryItem: 'products.reread',
} as const satisfies Record<RereadKind, JobName>;

/**
 * Records change notices: Shopify may have changed these resources. A resource has one row, however many notices
 * it gets, and one job of the shop re-reads all rows.
 */
async function requestRereads(
  tx: Tx,
  shop: ShopId,
  kind: RereadKind,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const { maxAttempts } = definitionOf(REREAD_JOBS[kind]);
  await tx.query(sql`
    select request_reread(${shop}::int, ${kind}, ${[...ids]}::bigint[], false, ${now()}, ${REREAD_JOBS[kind]}, ${maxAttempts}::int)`);
}

/** Requests that orders are read again from Shopify; those that it no longer knows are deleted. */
export async function requestOrderRereads(
  tx: Tx,
  shop: ShopId,
  ids: readonly string[],
): Promise<void> {
  await requestRereads(tx, shop, 'order', ids);
}

/** Requests that customers are read again; where Shopify no longer knows one, its orders are read again, too. */
export async function requestCustomerRereads(
  tx: Tx,
  shop: ShopId,
  ids: readonly string[],
): Promise<void> {
  await requestRereads(tx, shop, 'customer', ids);
}

/** Receives a webhook about a change: stores the delivery, its requests and their job in one round trip. */
export async function receiveChange(
  domain: string,
  kept: KeptDelivery,
  { kind, ids, deleted }: Subject,
): Promise<void> {
  const job = REREAD_JOBS[kind];
  const { maxAttempts } = definitionOf(job);
  await keepChange(domain, kept, { kind, ids, deleted, job, maxAttempts });
}

const requestSchema = z.object({
  id: z.string(),
  count: z.number().int(),
  reportedDeleted: z.boolean(),
});
/** A request that a job works on. */
export type RereadRequest = z.output<typeof requestSchema>;

/** Waits for open transactions that saw this job queued and skipped enqueueing, so that their rows are visible. */
export async function beginReread(shop: ShopId, kind: RereadKind): Promise<void> {
  await waitForEnqueuers(REREAD_JOBS[kind], shop);
}

/** Open requests, oldest first, except those for the ids in `without`. */
export async function openRequests(
  tx: Tx,
  shop: ShopId,
  kind: RereadKind,
  most: number,
  without: readonly string[],
): Promise<RereadRequest[]> {
  return await rows(
    tx,
    requestSchema,
    sql`
    select id::text, requests as count, reported_deleted as "reportedDeleted" from reread_requests
    where shop_id = ${shop} and kind = ${kind} and read_at is null
      and id <> all(${[...without]}::bigint[])
    order by requested_at, reread_requests.id limit ${most}`,
  );
}

/**
 * `updatedAt` is in whole seconds: an object read in the second of its last change may change again and keep
 * the same `updatedAt`. The clocks may differ by two seconds more.
 */
export const UNSURE_MS = 3_000;

/** Tables whose rows have Shopify's time of change. */
const DATED: Partial<Record<RereadKind, Sql>> = { order: sql`orders`, customer: sql`customers` };

/**
 * Deletes requests in the transaction that writes what was read. A request that was repeated meanwhile stays.
 * Some are kept for a second read: orders and customers that were read in the second of their last change, and
 * all of them while an import runs, whose file may be older than what was read, with the same `updatedAt` (a
 * merge of customers changes none).
 * @param askedAt when Shopify was asked
 */
export async function closeRequests(
  tx: Tx,
  shop: ShopId,
  kind: RereadKind,
  requests: readonly RereadRequest[],
  askedAt: Date,
): Promise<void> {
  if (requests.length === 0) return;
  const pairs = join(requests.map(({ id, count }) => sql`(${id}::bigint, ${count}::int)`));
  const dated = DATED[kind];
  const isKept =
    dated === undefined
      ? sql`false`
      : sql`
        exists (select from imports where shop_id = ${shop} and state = 'running')
        or id in (select id from ${dated} where shop_id = ${shop}
          and updated_at > ${new Date(askedAt.getTime() - UNSURE_MS)} and id in (select id from these))`;
  // locks rows in the writers' order, which avoids deadlocks
  await tx.query(sql`
    with these as materialized (
      select id from reread_requests where shop_id = ${shop} and kind = ${kind} and (id, requests) in (${pairs})
      order by id for update),
    kept as (
      update reread_requests set read_at = ${now()}
      where shop_id = ${shop} and kind = ${kind} and id in (select id from these) and (${isKept})
      returning id)
    delete from reread_requests
    where shop_id = ${shop} and kind = ${kind}
      and id in (select id from these) and id not in (select id from kept)`);
}

/**
 * Requests kept resources again (hourly), and enqueues the jobs of open requests, whose last job the queue may
 * have given up.
 */
export async function requestSecondReads(tx: Tx, shop: ShopId): Promise<void> {
  const all = await lockRequests(tx, shop);
  for (const kind of REREAD_KINDS) {
    const found = all.filter((one) => one.kind === kind);
    const kept = found.filter((one) => one.kept);
    const { maxAttempts } = definitionOf(REREAD_JOBS[kind]);
    if (kept.length > 0)
      await requestRereads(
        tx,
        shop,
        kind,
        kept.map(({ id }) => id),
      );
    else if (found.length > 0)
      await tx.query(
        sql`select enqueue_reread(${shop}::int, ${REREAD_JOBS[kind]}, ${maxAttempts}::int)`,
      );
  }
}

/**
 * Requests again what was read while an import ran, and enqueues what had to wait for it. Call it in the
 * transaction that ends the import, whether it succeeded or failed.
 */
export async function requestAllAgain(tx: Tx, shop: ShopId): Promise<void> {
  const all = await lockRequests(tx, shop);
  for (const kind of REREAD_KINDS) {
    const read = all.filter((one) => one.kind === kind);
    await requestRereads(
      tx,
      shop,
      kind,
      read.map(({ id }) => id),
    );
  }
}

const heldSchema = z.object({ kind: z.string(), id: z.string(), kept: z.boolean() });

/**
 * Locks all requests of a shop, before any of their jobs is enqueued. Two kinds share a job: a transaction that
 * enqueued it for one kind and then locked the rows of the other would deadlock with a webhook that has locked
 * its row and waits for the job.
 */
async function lockRequests(tx: Tx, shop: ShopId): Promise<z.output<typeof heldSchema>[]> {
  return await rows(
    tx,
    heldSchema,
    sql`
    select kind, id::text, read_at is not null as kept from reread_requests where shop_id = ${shop}
    order by kind, reread_requests.id for update`,
  );
}
