import { z } from 'zod';
import { now } from '../../clock.server';
import type { FailingWork } from '../../progress/following';
import { enqueueAgain } from '../../queue/enqueue.server';
import { rows, sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';

/** A job with this many failures counts as failing, even where it is enqueued again and again. */
const MANY_FAILURES = 4;

/** Jobs whose failures have a card of their own on the page. */
const SHOWN_ELSEWHERE = ['import.step'];

const isFailing = (shop: ShopId): Sql =>
  sql`shop_id = ${shop} and (ended or failures >= ${MANY_FAILURES}) and job <> all(${SHOWN_ELSEWHERE}::text[])`;

/** A shop's failing jobs as jsonb, the oldest failure first, for a statement that reads more; `failingJobsSchema` checks them. */
export const failingJobs = (shop: ShopId): Sql => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('job', job, 'kind', payload ->> 'kind', 'error', error, 'since', since,
      'retrying', retried_at is not null) order by since, job), '[]')
    from failing_jobs where ${isFailing(shop)})`;

export const failingJobsSchema = z.array(
  z.object({
    job: z.string(),
    kind: z.string().nullable(),
    error: z.string(),
    since: z.coerce.date(),
    retrying: z.boolean(),
  }),
);

/** Groups failing jobs by kind of work, the oldest failure first. */
export function failingWork(jobs: z.output<typeof failingJobsSchema>): FailingWork[] {
  const found = new Map<FailingWork['work'], FailingWork>();
  for (const { job, kind, error, since, retrying } of jobs) {
    // an audit's payload names its kind: ids of orders, or unit costs
    const work =
      (kind === null ? undefined : WORK[kind]) ?? WORK[job.split('.')[0] ?? ''] ?? 'other';
    const before = found.get(work);
    if (before === undefined)
      found.set(work, { work, why: WHY[error] ?? 'unknown', since: since.toISOString(), retrying });
    else found.set(work, { ...before, retrying: before.retrying && retrying });
  }
  return [...found.values()];
}

/** From the first word of a job's name to the merchant's name of the work. */
const WORK: Record<string, FailingWork['work']> = {
  snapshot: 'numbers',
  orders: 'orders',
  customers: 'orders',
  reconcile: 'orders',
  audit: 'orders',
  products: 'costs',
  costs: 'costs',
  import: 'history',
  shop: 'shop',
  privacy: 'privacy',
  survey: 'survey',
  tags: 'tags',
};

const WHY: Record<string, FailingWork['why']> = {
  ShopGone: 'gone',
  AccessDenied: 'denied',
  Unavailable: 'shopify',
  Throttled: 'shopify',
  ImportFailed: 'shopify',
};

/** Enqueues all failing jobs again (the page's Retry). */
export async function retryFailingJobs(shop: ShopId): Promise<void> {
  await withShop(shop, (tx) => retryJobs(tx, shop, isFailing(shop)));
}

/** Enqueues failed jobs again whose cause may be temporary (hourly). */
export async function retryRecoverableJobs(tx: Tx, shop: ShopId): Promise<void> {
  await retryJobs(tx, shop, sql`shop_id = ${shop} and ended and not terminal`);
}

/** Deletes rows of an older release whose job no longer exists or takes another payload. */
async function retryJobs(tx: Tx, shop: ShopId, which: Sql): Promise<void> {
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
