import { z } from 'zod';
import { admin } from '../../shopify/api/admin.server';
import { CUSTOMERS_BY_ID, customersByIdResponse } from '../../shopify/documents/customers-by-id';
import { gid, numericId } from '../../shopify/protocol/gid';
import { YIELDING_PATIENCE } from '../../shopify/api/graphql-call';
import { one, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { customerColumns } from '../facts/bulk-rows';
import { erasedIds } from '../facts/erased.server';
import { mergeCustomers } from '../merge/merge.server';
import { moveAnswersOfMerged } from '../merge/merged-customers.server';
import { requestOrderRereads } from '../receive/reread-requests.server';
import { parseAll } from '../facts/parse-all';
import { reread, type Rereader } from './reread.server';
import { shopDay } from '../facts/shop-day';
import { stageRows } from '../staging/stage-rows.server';

/**
 * Reads requested customers again from Shopify (job). Deletes a customer that Shopify no longer knows and
 * requests its orders, which now have no customer, or the one it was merged into, and which Shopify does not
 * list as updated.
 */
export async function rereadCustomers(shop: ShopId): Promise<void> {
  await reread(shop, CUSTOMERS);
}

const CUSTOMERS: Rereader<Map<string, object>> = {
  kind: 'customer',
  atOnce: 50,
  read: async (domain, ids) => {
    const variables = { ids: ids.map((id) => gid('Customer', id)) };
    const { nodes } = await admin(domain).query(CUSTOMERS_BY_ID, variables, customersByIdResponse, {
      patience: YIELDING_PATIENCE,
    });
    const known = nodes.filter((node) => node !== null);
    const stated = new Map(known.map((customer) => [numericId(customer.id), customer]));
    return { stated, answered: null, waitMs: 0 };
  },
  write: async (tx, shop, requests, stated) => {
    const erased = await erasedIds(tx, shop.id);
    const wanted = [...stated].filter(([id]) => !erased.customer(id));
    const { read, unreadable } = parseAll(wanted, customerColumns);
    const customers = await stageRows(tx, 'customers', read);
    await mergeCustomers(tx, shop.id, customers, await shopDay(tx, shop.timezone));
    const gone = requests.map(({ id }) => id).filter((id) => !stated.has(id));
    const deleted = gone.length > 0 && (await deleteUnknown(tx, shop.id, gone));
    return { changed: deleted || (await wroteAny(tx, shop.id, customers)), unreadable };
  },
};

/** Whether the merge wrote any of the staged customers: xmin finds the rows that this transaction wrote. */
async function wroteAny(tx: Tx, shop: ShopId, customers: Sql): Promise<boolean> {
  const { any } = await one(
    tx,
    z.object({ any: z.boolean() }),
    sql`
    select exists (select from customers known join ${customers} staged using (id)
      where known.shop_id = ${shop} and known.xmin = pg_current_xact_id()::xid) as any`,
  );
  return any;
}

/** The topic whose delivery names the customer that was merged and the one that stays. */
const MERGE = 'CUSTOMERS_MERGE';

/** @returns whether a customer was known, or one of its answers moved */
async function deleteUnknown(tx: Tx, shop: ShopId, ids: string[]): Promise<boolean> {
  const { rowCount } = await tx.query(
    sql`delete from customers where shop_id = ${shop} and id = any(${ids}::bigint[])`,
  );
  // a customer with an answer and without a known order has no orders that would show the merge
  const moved = await moveAnswersOfMerged(
    tx,
    shop,
    sql`
    select subject_ids[1]::text as gone, subject_ids[2]::text as kept from deliveries
    where shop_id = ${shop} and topic = ${MERGE} and cardinality(subject_ids) = 2 and subject_ids[1] = any(${ids}::bigint[])
    order by triggered_at, received_at`,
  );
  const orders = await rows(
    tx,
    z.object({ id: z.string() }),
    sql`select id::text from orders where shop_id = ${shop} and customer_id = any(${ids}::bigint[])`,
  );
  await requestOrderRereads(
    tx,
    shop,
    orders.map(({ id }) => id),
  );
  return (rowCount ?? 0) > 0 || moved;
}
