import { z } from 'zod';
import { raw, rows, sql, type ShopId, type Tx } from '../../store/db.server';
import { stagingTables } from '../../store/shops/shop-rows.server';

/** Ids per expression: a pattern of a customer's thousands of orders stays one that is compiled quickly. */
const IDS_PER_PATTERN = 200;

/** Which column of a staging table is which kind's id. */
const STAGED: readonly { table: string; column: string; of: 'customers' | 'orders' }[] = [
  { table: 'customers', column: 'id', of: 'customers' },
  { table: 'orders', column: 'id', of: 'orders' },
  { table: 'lines', column: 'order_id', of: 'orders' },
  { table: 'late', column: 'order_id', of: 'orders' },
];

/** The orders of customers that a running import has read and not yet merged. */
export async function stagedOrdersOf(
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
 * Takes ids out of what a running import has read. What it reads after this is left out when it is
 * merged (app/ingest/facts/erased.server.ts), and staging is dropped then. Some of its tables have columns of
 * text, so that ids are compared as texts.
 */
export async function scrubStaging(
  tx: Tx,
  shop: ShopId,
  ids: { customers: string[]; orders: string[] },
): Promise<void> {
  for (const name of await stagingTables(tx, shop)) {
    const table = raw(name);
    for (const { table: kind, column, of } of STAGED)
      if (name.startsWith(`staging.${kind}_`))
        await tx.query(
          sql`delete from ${table} where ${raw(column)}::text = any(${ids[of]}::text[])`,
        );
    if (name.startsWith('staging.orders_'))
      await tx.query(sql`
        update ${table} set customer_id = null, confirmation_hash = null
        where customer_id::text = any(${ids.customers}::text[])`);
  }
}

/**
 * Where a decile ends, a snapshot says with whom. Until the snapshot is counted again, which it will
 * be, nobody stands there.
 */
export async function scrubSnapshots(
  tx: Tx,
  shop: ShopId,
  customers: readonly string[],
): Promise<void> {
  for (const id of customers)
    await tx.query(sql`
      update snapshots set numbers = replace(numbers::text, ${`"${id}"`}, '"0"')::jsonb
      where shop_id = ${shop} and strpos(numbers::text, ${`"${id}"`}) > 0`);
}

/** No payload has such an id; what an error said of it, the queue remembers until the job succeeds. */
export async function scrubQueue(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const pattern of patternsOf(ids))
    await tx.query(sql`
      update graphile_worker._private_jobs set last_error = 'erased' where last_error ~ ${pattern}`);
}

/** Regular expressions that find a text in which one of the ids stands. */
export function patternsOf(ids: readonly string[]): string[] {
  const patterns: string[] = [];
  for (let from = 0; from < ids.length; from += IDS_PER_PATTERN)
    patterns.push(`(^|\\D)(${ids.slice(from, from + IDS_PER_PATTERN).join('|')})(\\D|$)`);
  return patterns;
}
