import { z } from 'zod';
import { raw, rows, sql, type ShopId, type Tx } from '../../store/db.server';
import { stagingTables } from '../../store/shops/shop-rows.server';

/** Ids per regular expression: one of a customer's thousands of orders would compile slowly. */
const IDS_PER_PATTERN = 200;

/** The id columns of the staging tables. */
const STAGING_IDS: readonly { table: string; column: string; of: 'customers' | 'orders' }[] = [
  { table: 'customers', column: 'id', of: 'customers' },
  { table: 'orders', column: 'id', of: 'orders' },
  { table: 'lines', column: 'order_id', of: 'orders' },
  { table: 'late', column: 'order_id', of: 'orders' },
];

/** Orders of customers that a running import has in staging. */
export async function ordersInStaging(
  tx: Tx,
  shop: ShopId,
  customers: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const name of await stagingTables(tx, shop)) {
    if (!name.startsWith('staging.orders_')) continue;
    const own = sql`
      select id::text as id from ${raw(name)} where customer_id::text = any(${[...customers]}::text[])`;
    for (const { id } of await rows(tx, z.object({ id: z.string() }), own)) found.push(id);
  }
  return found;
}

/**
 * Deletes ids from a running import's staging tables. The merge leaves out what the import reads later
 * (app/ingest/facts/erased.server.ts) and drops staging. Ids are compared as text, since some columns are text.
 */
export async function scrubStaging(
  tx: Tx,
  shop: ShopId,
  ids: { customers: string[]; orders: string[] },
): Promise<void> {
  for (const name of await stagingTables(tx, shop)) {
    const table = raw(name);
    for (const { table: kind, column, of } of STAGING_IDS)
      if (name.startsWith(`staging.${kind}_`))
        await tx.query(
          sql`delete from ${table} where ${raw(column)}::text = any(${ids[of]}::text[])`,
        );
    if (name.startsWith('staging.orders_'))
      await tx.query(sql`
        update ${table} set customer_id = null, confirmation_hash = null, visits_ready = null, first_visit = null,
          last_visit = null, source = null
        where customer_id::text = any(${ids.customers}::text[])`);
  }
}

/**
 * Replaces the ids of customers at the ends of deciles by 0 until the stale snapshot is computed again. Chosen customers'
 * numbers and previews have no ids, but of few customers they tell about each: they are counted again when a page asks for them.
 */
export async function scrubSnapshots(
  tx: Tx,
  shop: ShopId,
  customers: readonly string[],
): Promise<void> {
  await tx.query(sql`delete from filtered_snapshots where shop_id = ${shop}`);
  await tx.query(sql`delete from preview_requests where shop_id = ${shop}`);
  for (const id of customers)
    await tx.query(sql`
      update snapshots set numbers = replace(numbers::text, ${`"${id}"`}, '"0"')::jsonb
      where shop_id = ${shop} and strpos(numbers::text, ${`"${id}"`}) > 0`);
}

/** Payloads have no such ids; the queue keeps a job's last error, which may quote one. */
export async function scrubQueue(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const pattern of patternsOf(ids))
    await tx.query(sql`
      update graphile_worker._private_jobs set last_error = 'erased' where last_error ~ ${pattern}`);
}

/** Regular expressions that match a text with one of the ids. */
export function patternsOf(ids: readonly string[]): string[] {
  const patterns: string[] = [];
  for (let from = 0; from < ids.length; from += IDS_PER_PATTERN)
    patterns.push(`(^|\\D)(${ids.slice(from, from + IDS_PER_PATTERN).join('|')})(\\D|$)`);
  return patterns;
}
