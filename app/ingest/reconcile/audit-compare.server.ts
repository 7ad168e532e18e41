import { z } from 'zod';
import { rows, sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';
import type { Audit } from '../../store/work/audits';
import { erasedIds } from '../facts/erased.server';
import { requestCustomerRereads, requestOrderRereads } from '../receive/reread-requests.server';
import { SHOWN_DAYS } from '../facts/shown-orders.server';

/**
 * Ids in a piece, which is requested in a transaction of its own: open requests block the re-reads, and those
 * block the webhooks.
 */
const PIECE = 1_000;

const apartSchema = z.object({
  id: z.string(),
  customer: z.string().nullable(),
  lost: z.boolean(),
  newer: z.boolean(),
});

/**
 * Compares all of Shopify's ids with ours. Requests a re-read of each difference: deleted there, unknown here,
 * newer there, or an order of another customer (a merge changes no `updatedAt`). The re-read decides what it
 * is. Leaves alone what is newer here, what came after the audit started, and erased ids.
 * @param showsAll whether Shopify shows all orders now: a hidden order is not deleted
 * @returns the number of differences
 */
export async function requestDifferences(
  tx: Tx,
  shop: ShopId,
  { startedAt }: Audit,
  showsAll: boolean,
): Promise<number> {
  await tx.query(sql`set local work_mem = '64MB'`);
  await tx.query(sql`
    create temp table orders_apart on commit drop as
    select coalesce(ours.id, theirs.id) as id, theirs.customer_id as customer, ours.id is null as lost,
      coalesce(ours.updated_at < theirs.updated_at, false) as newer
    from (
      select id, updated_at, processed_at, customer_id, false as apart from orders where shop_id = ${shop}
      -- an order set apart is known, with the state in which it was set apart
      union all select order_id, updated_at, null, null, true from orders_set_apart where shop_id = ${shop}) ours
    full join audited_orders theirs on theirs.id = ours.id
    where ours.id is null
      or ours.updated_at < theirs.updated_at
      or (ours.updated_at = theirs.updated_at and not ours.apart and ours.customer_id is distinct from theirs.customer_id)
      or (theirs.id is null and coalesce(ours.updated_at < ${startedAt}, true)
        and (select (${showsAll} and history_starts_on is null) or ours.processed_at > ${startedAt}::timestamptz - make_interval(days => ${SHOWN_DAYS}::int)
          from shops where id = ${shop}))`);
  await tx.query(sql`
    create temp table customers_apart on commit drop as
    select coalesce(ours.id, theirs.id) as id, null::bigint as customer, ours.id is null as lost, false as newer
    from (select id, updated_at from customers where shop_id = ${shop}) ours
    full join audited_customers theirs on theirs.id = ours.id
    where ours.id is null or ours.updated_at < theirs.updated_at
      or (theirs.id is null and ours.updated_at < ${startedAt})`);
  const erased = await erasedIds(tx, shop);
  // orders of an erased customer have no customer here: that alone is no difference
  const orders = await eachPiece(tx, sql`orders_apart`, (found) =>
    requestEach(
      found,
      (ids) => withShop(shop, (aside) => requestOrderRereads(aside, shop, ids)),
      ({ id, customer, lost, newer }) =>
        lost ? erased.order(id) : !newer && customer !== null && erased.customer(customer),
    ),
  );
  const customers = await eachPiece(tx, sql`customers_apart`, (found) =>
    requestEach(
      found,
      (ids) => withShop(shop, (aside) => requestCustomerRereads(aside, shop, ids)),
      ({ id }) => erased.customer(id),
    ),
  );
  return orders + customers;
}

type Apart = z.output<typeof apartSchema>;

async function requestEach(
  found: readonly Apart[],
  request: (ids: string[]) => Promise<void>,
  isErased: (one: Apart) => boolean,
): Promise<number> {
  const ids = found.filter((one) => !isErased(one)).map(({ id }) => id);
  await request(ids);
  return ids.length;
}

async function eachPiece(
  tx: Tx,
  table: Sql,
  work: (found: Apart[]) => Promise<number>,
): Promise<number> {
  let all = 0;
  let last = '-1';
  for (;;) {
    const found = await rows(
      tx,
      apartSchema,
      sql`
      select id::text, customer::text, lost, newer from ${table}
      where id > ${last}::bigint order by ${table}.id limit ${PIECE}`,
    );
    const end = found.at(-1);
    if (end === undefined) return all;
    all += await work(found);
    last = end.id;
  }
}
