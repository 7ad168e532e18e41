import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { requestRefresh } from '../../queue/snapshot-refresh.server';
import {
  one,
  raw,
  rows,
  sql,
  withShop,
  type ShopId,
  type Sql,
  type Tx,
} from '../../store/db.server';
import { rememberErased } from '../../store/secrets/erased-ids.server';
import { zoneOf } from '../../store/shops/shops';
import { takeTurn } from '../../store/shops/turn';
import { MERGE_WAIT_MS, tryHoldFacts } from '../../store/work/facts-lock';
import { holdSnapshots, markStale } from '../../store/work/stale-snapshots';
import { PERSONAL_COLUMNS, type PersonalColumn } from '../personal-columns';
import {
  patternsOf,
  scrubQueue,
  scrubSnapshots,
  scrubStaging,
  ordersInStaging,
} from './scrub.server';

interface Ids {
  customers: string[];
  orders: string[];
  /** these, and the customer's other orders, which stay without the customer */
  anyOrders: string[];
}

/**
 * Erases a customer and the orders that Shopify names (job): deletes their rows and unlinks the customer's
 * other orders. Keyed hashes stay, so that no import writes them again. Marks every snapshot stale that
 * counted them. A second run changes nothing.
 */
export async function redactCustomer(shop: ShopId, requestId: number): Promise<void> {
  await withShop(shop, async (tx) => {
    if (!(await tryHoldFacts(tx, shop))) {
      // an import merges: retries later instead of blocking this worker
      const runAt = new Date(Date.now() + MERGE_WAIT_MS);
      await enqueue(tx, 'privacy.customerRedact', { shopId: shop, requestId }, { runAt });
      return;
    }
    // a data request that arrives now waits, and then sees the erasure
    await takeTurn(tx, shop);
    const ids = await readIds(tx, shop, requestId);
    if (ids === null) return;
    // waits for answers that are being written; later ones check for erased ids
    await holdSnapshots(tx, shop);
    const first = await findFirstDay(tx, shop, ids);
    await rememberErased(tx, shop, ids);
    for (const column of PERSONAL_COLUMNS) await eraseColumn(tx, shop, column, ids);
    await scrubStaging(tx, shop, ids);
    await scrubSnapshots(tx, shop, ids.customers);
    await scrubQueue(tx, [...ids.customers, ...ids.orders]);
    await scrubRequests(tx, shop, ids);
    await tx.query(sql`
      update privacy_requests set state = 'done', finished_at = ${now()}
      where shop_id = ${shop} and id = ${requestId}`);
    // marks a book as outdated that is being built and may have read the customer
    await tx.query(sql`update shops set facts_version = facts_version + 1 where id = ${shop}`);
    await markStale(tx, shop, sql`as_of > ${first}::date`);
    await requestRefresh(tx, shop);
    await enqueue(tx, 'snapshot.stale', { shopId: shop });
    log.info({ shop, requestId, orders: ids.orders.length }, 'a customer was erased');
  });
}

/** The ids to erase; null where the request is done. */
async function readIds(tx: Tx, shop: ShopId, requestId: number): Promise<Ids | null> {
  const [request] = await rows(
    tx,
    z.object({ customer: z.string().nullable(), orders: z.array(z.string()) }),
    sql`
    select customer_id::text as customer, order_ids::text[] as orders from privacy_requests
    where shop_id = ${shop} and id = ${requestId} and state = 'waiting' for update`,
  );
  if (request === undefined) return null;
  const { customer, orders } = request;
  const theirOrders = await rows(
    tx,
    z.object({ id: z.string() }),
    sql`select id::text as id from orders where shop_id = ${shop} and customer_id = ${customer}::bigint`,
  );
  const customers = customer === null ? [] : [customer];
  // a guest's answer names only its order, so answers to all of the customer's orders go
  const staged = await ordersInStaging(tx, shop, customers);
  const anyOrders = [...new Set([...orders, ...theirOrders.map(({ id }) => id), ...staged])];
  return { customers, orders, anyOrders };
}

/** The first day, in the shop's zone, on which a number counts these ids; null: no number does. */
async function findFirstDay(tx: Tx, shop: ShopId, ids: Ids): Promise<string | null> {
  const own = (customer: string) =>
    sql`shop_id = ${shop} and ${raw(customer)} = any(${ids.customers}::bigint[])`;
  const about = sql`shop_id = ${shop} and order_id = any(${ids.anyOrders}::bigint[])`;
  const { day } = await one(
    tx,
    z.object({ day: z.string().nullable() }),
    sql`
    select min((at at time zone ${zoneOf(shop)})::date)::text as day from (
      select processed_at as at from orders where shop_id = ${shop} and id = any(${ids.anyOrders}::bigint[])
      union all select answered_at from survey_answers where ${own('customer_id')}
      union all select answered_at from survey_answers where ${about}
      union all select shown_at from survey_views where ${own('customer_id')}
      union all select shown_at from survey_views where ${about}
      union all select referred_at from referrals where ${own('referrer_customer_id')}
      union all select referred_at from referrals where ${own('referred_customer_id')}
    ) happened`,
  );
  return day;
}

async function eraseColumn(tx: Tx, shop: ShopId, column: PersonalColumn, ids: Ids): Promise<void> {
  const { of } = column;
  const [table, name] = [raw(`"${column.table}"`), raw(`"${column.column}"`)];
  const own = of === 'either' ? [...ids.customers, ...ids.orders] : ids[`${of}s`];
  if (own.length === 0) return;
  const hit: Sql =
    of === 'either' ? sql`${name} && ${own}::bigint[]` : sql`${name} = any(${own}::bigint[])`;
  const where = sql`shop_id = ${shop} and ${hit} ${raw(column.where === undefined ? '' : `and ${column.where}`)}`;
  if (column.then === 'delete') await tx.query(sql`delete from ${table} where ${where}`);
  else {
    const nothing = raw(of === 'either' ? `'{}'` : 'null');
    const cleared = raw((column.clears ?? []).map((name) => `, "${name}" = null`).join(''));
    await tx.query(sql`update ${table} set ${name} = ${nothing}${cleared} where ${where}`);
  }
}

/** Other requests about the same ids keep their dates and lose ids and files. */
async function scrubRequests(tx: Tx, shop: ShopId, { customers, orders }: Ids): Promise<void> {
  const patterns = patternsOf([...customers, ...orders]);
  await tx.query(sql`
    update privacy_requests set customer_id = null, order_ids = '{}', file = null, file_expires_at = null,
      state = 'erased', finished_at = coalesce(finished_at, ${now()})
    where shop_id = ${shop} and kind = 'dataRequest'
      and (customer_id = any(${customers}::bigint[]) or order_ids && ${orders}::bigint[]
        or file ~ any(${patterns}::text[]))`);
  // another erasure of the same customer may name other orders: it stays queued
  await tx.query(sql`
    update privacy_requests set
      customer_id = case when customer_id = any(${customers}::bigint[]) then null else customer_id end,
      order_ids = array(select one from unnest(order_ids) one where one <> all(${orders}::bigint[]))
    where shop_id = ${shop} and kind = 'customerRedact'
      and (customer_id = any(${customers}::bigint[]) or order_ids && ${orders}::bigint[])`);
}
