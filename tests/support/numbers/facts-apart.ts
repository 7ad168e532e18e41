import { z } from 'zod';
import { expectedFacts } from '../shops/expected-facts';
import { differences, factsOf } from '../shops/facts';
import type { LocalShopify } from '../../sandbox/local-shopify';
import type { Beside } from '../processes/beside';
import { worldNow } from '../../soak/world';

/** Rows of the app that differ from the shop's own state, in both directions. */
export async function rowsApart(
  beside: Beside,
  shopify: LocalShopify,
  domain: string,
): Promise<string[]> {
  const found = await factsOf(beside, await beside.shopId(domain));
  return differences(await expectedFacts(worldNow(shopify, domain)), found);
}

const snapshots = z.object({ day: z.string(), numbers: z.unknown() });

/** Numbers of the newest snapshot that differ from those of a fresh import. */
export async function numbersApart(one: Beside, fresh: Beside, domain: string): Promise<string[]> {
  const newest = async (of: Beside) => {
    const [snapshot] = await of.rows(
      snapshots,
      'select as_of::text as day, numbers from snapshots where shop_id = $1 order by as_of desc limit 1',
      [await of.shopId(domain)],
    );
    return snapshot ?? { day: 'none', numbers: null };
  };
  const [ours, theirs] = [await newest(one), await newest(fresh)];
  return valuesApart(`snapshot of ${theirs.day}`, ours, theirs);
}

function valuesApart(path: string, ours: unknown, theirs: unknown): string[] {
  if (Object.is(ours, theirs) || isSameSum(ours, theirs)) return [];
  if (!isTree(ours) || !isTree(theirs) || Array.isArray(ours) !== Array.isArray(theirs))
    return [`${path} is ${JSON.stringify(ours)}, fresh ${JSON.stringify(theirs)}`];
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...names].flatMap((name) => valuesApart(`${path}.${name}`, ours[name], theirs[name]));
}

/** Intervals are sums of floats in the order of the rows, which may differ between two databases. */
const isSameSum = (one: unknown, other: unknown): boolean =>
  typeof one === 'number' &&
  typeof other === 'number' &&
  !Number.isInteger(one) &&
  Math.abs(one - other) <= 1e-12 * Math.abs(one);

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Events that must not have happened: lost deliveries, deadlocks, jobs given up. */
export async function mishaps(beside: Beside, shopify: LocalShopify): Promise<string[]> {
  const ids = await beside.rows(
    z.object({ id: z.string() }),
    'select webhook_id as id from deliveries',
  );
  const kept = new Set(ids.map(({ id }) => id));
  const lost = shopify.webhooks.deliveries.filter(
    ({ webhookId, status }) => status === 200 && !kept.has(webhookId),
  );
  const [database] = await beside.rows(
    z.object({ deadlocks: z.coerce.number() }),
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  const givenUp = await beside.rows(
    z.object({ job: z.string(), error: z.string().nullable() }),
    'select job, error from failing_jobs',
  );
  // A job without a key was replaced by a newer one while a later killed worker ran it.
  const dead = await beside.rows(
    z.object({ name: z.string() }),
    `select task_identifier as name from graphile_worker.jobs
     where attempts >= max_attempts and key is not null`,
  );
  return [
    ...lost.map(({ topic, webhookId }) => `${topic} ${webhookId} was answered 200 and not stored`),
    ...(database?.deadlocks ? [`${String(database.deadlocks)} deadlocks`] : []),
    ...givenUp.map(({ job, error }) => `${job} was given up: ${error ?? ''}`),
    ...dead.map(({ name }) => `${name} is in the queue without attempts left`),
  ];
}
