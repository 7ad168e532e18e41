import { z } from 'zod';
import { now } from '../../clock.server';
import { jobKeyOf, type JobName } from '../../queue/catalog';
import { shopIdSchema, sql, transaction, withShop, type ShopId } from '../../store/db.server';
import { shopByDomain } from '../../store/shops/shops';
import { forgetFailureOf } from '../../store/work/failures';

/**
 * Failing jobs of a shop, for its merchant (Home says what fails, since when, and offers a retry) and its
 * operator. A row stays from the first failure to the next success: a job that is enqueued again and again
 * starts to count its tries anew each time, and would never reach its last one.
 */
export interface JobFailure {
  /** the class of the error; its message may carry more than ids */
  error: string;
  /** the queue does not retry it: the last try failed, or a retry would fail the same way */
  ended: boolean;
  /** a retry fails the same way until a person changes something */
  terminal: boolean;
}

/** Records that a job failed. A job of an unknown shop is in the log only. */
export async function rememberFailure(
  job: JobName,
  payload: unknown,
  { error, ended, terminal }: JobFailure,
): Promise<void> {
  const shop = await shopOf(payload);
  if (shop === null) return;
  await withShop(shop, (tx) =>
    tx.query(sql`
      insert into failing_jobs as known (shop_id, job, key, payload, since, error, ended, terminal)
      values (${shop}, ${job}, ${jobKeyOf(job, payload)}, ${JSON.stringify(payload)}::jsonb, ${now()}, ${error},
        ${ended}, ${terminal})
      on conflict (shop_id, job, key) do update set payload = excluded.payload, error = excluded.error,
        failures = known.failures + 1, ended = excluded.ended, terminal = excluded.terminal,
        retried_at = case when excluded.ended then null else known.retried_at end`),
  );
}

/** Deletes the failure of a job that has succeeded. */
export async function forgetFailure(job: JobName, payload: unknown): Promise<void> {
  const { data } = ofAShop.safeParse(payload);
  if (data?.shopId === undefined && data?.domain === undefined) return;
  await forgetFailureOf(job, jobKeyOf(job, payload), data);
}

const ofAShop = z.object({ shopId: z.number().optional(), domain: z.string().optional() });
const ofShop = z.object({ shopId: shopIdSchema });
const ofDomain = z.object({ domain: z.string() });

async function shopOf(payload: unknown): Promise<ShopId | null> {
  const byId = ofShop.safeParse(payload);
  if (byId.success) return byId.data.shopId;
  const byDomain = ofDomain.safeParse(payload);
  if (!byDomain.success) return null;
  const shop = await transaction((tx) => shopByDomain(tx, byDomain.data.domain));
  return shop?.id ?? null;
}
