import { z } from 'zod';
import { now } from '../../clock.server';
import type { Trouble } from '../../progress/following';
import { enqueueAgain } from '../../queue/enqueue.server';
import { rows, sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';

/** A job that failed so often has a trouble, also where something asks for it again and again. */
const OFTEN = 4;

/** What its own card on the page says more of. */
const SAID_ELSEWHERE = ['import.step'];

const troublesome = (shop: ShopId): Sql =>
  sql`shop_id = ${shop} and (ended or failures >= ${OFTEN}) and job <> all(${SAID_ELSEWHERE}::text[])`;

/** What fails in a shop, one for each kind of work, the longest first. */
export async function troublesOf(tx: Tx, shop: ShopId): Promise<Trouble[]> {
  const jobs = await rows(
    tx,
    z.object({
      job: z.string(),
      kind: z.string().nullable(),
      error: z.string(),
      since: z.date(),
      retrying: z.boolean(),
    }),
    sql`
    select job, payload ->> 'kind' as kind, error, since, retried_at is not null as retrying from failing_jobs
    where ${troublesome(shop)} order by since, job`,
  );
  const found = new Map<Trouble['work'], Trouble>();
  for (const { job, kind, error, since, retrying } of jobs) {
    // a sweep is of orders, or of unit costs
    const work =
      (kind === null ? undefined : WORK[kind]) ?? WORK[job.split('.')[0] ?? ''] ?? 'other';
    const before = found.get(work);
    if (before === undefined)
      found.set(work, { work, why: WHY[error] ?? 'unknown', since: since.toISOString(), retrying });
    else found.set(work, { ...before, retrying: before.retrying && retrying });
  }
  return [...found.values()];
}

/** The first word of a job's name to what the merchant calls the work. */
const WORK: Record<string, Trouble['work']> = {
  snapshot: 'numbers',
  orders: 'orders',
  customers: 'orders',
  reconcile: 'orders',
  sweep: 'orders',
  products: 'costs',
  costs: 'costs',
  import: 'history',
  shop: 'shop',
  privacy: 'privacy',
  survey: 'survey',
};

const WHY: Record<string, Trouble['why']> = {
  ShopGone: 'gone',
  AccessDenied: 'denied',
  Unavailable: 'shopify',
  Throttled: 'shopify',
  ImportFailed: 'shopify',
};

/** The page's Retry: everything that has given up is tried again, now. */
export async function retryTroubles(shop: ShopId): Promise<void> {
  await withShop(shop, (tx) => retry(tx, shop, troublesome(shop)));
}

/** What may have mended itself since is tried again without being asked for (hourly). */
export async function retryWhatMayMend(tx: Tx, shop: ShopId): Promise<void> {
  await retry(tx, shop, sql`shop_id = ${shop} and ended and not terminal`);
}

/** One of an older version, whose job no longer exists or takes something else, goes. */
async function retry(tx: Tx, shop: ShopId, which: Sql): Promise<void> {
  const jobs = await rows(
    tx,
    z.object({ job: z.string(), payload: z.unknown() }),
    sql`update failing_jobs set retried_at = ${now()} where ${which} returning job, payload`,
  );
  for (const { job, payload } of jobs) {
    if (await enqueueAgain(tx, job, payload)) continue;
    await tx.query(sql`
      delete from failing_jobs
      where shop_id = ${shop} and job = ${job} and payload = ${JSON.stringify(payload)}::jsonb`);
  }
}
