import { z } from 'zod';
import { join, one, raw, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { namedTags } from '../../store/shops/kept-tags';
import { rememberKnown } from './mark-changes.server';
import { leaveOutCustomers, leaveOutLines, leaveOutOrders } from '../staging/erased-staging.server';
import { erasedIds } from '../facts/erased.server';
import { lineSums, sumColumns, sumValues } from './order-sums';
import { SetApart } from './set-apart.server';
import { deduplicateStaging } from '../staging/deduplicate.server';
import { stagingTable } from '../staging/staging.server';

/**
 * Moves staging to the facts, table by table, in the caller's transaction. A fact with a newer `updated_at`
 * than the staged one stays; an equal one is not written again, so that importing twice changes nothing.
 */
export interface Merge {
  /** the shop has no order yet: none can be older or equal, so batches are inserted as they come */
  first: boolean;
  /** Merges costs and customers; the first step. */
  begin(): Promise<void>;
  /** Merges orders with their lines; only a first import has more than one batch, number 0. */
  batch(batch: number): Promise<void>;
  /** Merges lines of a first import that came after their order's batch. */
  late(): Promise<void>;
  /** Removes the orders that no table holds from the facts; the last step. */
  settle(timezone: string): Promise<void>;
}

/**
 * Opens a merge, whose steps run one after the other.
 * @param careful Shopify may have written an object twice: the later line of the newer state wins. Takes
 *   longer, and needs the whole import staged as one batch
 * @param apart the orders of this import that no table holds
 */
export async function openMerge(
  tx: Tx,
  shop: ShopId,
  importId: number,
  today: string,
  careful = false,
  apart = new SetApart(),
): Promise<Merge> {
  await tx.query(sql`set local work_mem = '128MB'`);
  // hashing the exact sums of many orders spills to disk and takes ten times as long as sorting
  await tx.query(sql`set local enable_hashagg = off`);
  const { first } = await one(
    tx,
    z.object({ first: z.boolean() }),
    sql`select not ${careful} and not exists (select from orders where shop_id = ${shop}) as first`,
  );
  const erased = await erasedIds(tx, shop);
  return {
    first,
    begin: async () => {
      if (careful) await deduplicateStaging(tx, shop, importId, ['costs', 'customers']);
      await mergeCosts(tx, shop, stagingTable(shop, importId, 'costs'));
      const customers = stagingTable(shop, importId, 'customers');
      await leaveOutCustomers(tx, erased, customers);
      await mergeCustomers(tx, shop, customers, today);
    },
    batch: async (batch) => {
      const orders = stagingTable(shop, importId, 'orders', batch);
      const lines = stagingTable(shop, importId, 'lines', batch);
      if (careful) await deduplicateStaging(tx, shop, importId, ['orders', 'lines']);
      await leaveOutOrders(tx, erased, orders, lines);
      await apart.leaveOut(tx, orders, lines);
      if (first) await insertBatch(tx, shop, orders, lines);
      else await mergeOrders(tx, shop, orders, lines);
    },
    late: async () => {
      const lines = stagingTable(shop, importId, 'late');
      await leaveOutLines(tx, erased, lines);
      await insertLate(tx, shop, lines);
    },
    settle: async (timezone) => void (await apart.settle(tx, shop, timezone, erased)),
  };
}

/** Merges an import that is staged as a whole. */
export async function mergeStaging(
  tx: Tx,
  shop: ShopId,
  importId: number,
  today: string,
): Promise<void> {
  const merge = await openMerge(tx, shop, importId, today);
  await merge.begin();
  await merge.batch(0);
}

/** Merges staged variants: their names, titles of their products, and unit costs. Staging has each variant once. */
export async function mergeCosts(tx: Tx, shop: ShopId, costs: Sql): Promise<void> {
  await tx.query(sql`
    insert into products as known (shop_id, id, title)
    select distinct on (product_id) ${shop}::int, product_id, title from ${costs} order by product_id, title
    on conflict (shop_id, id) do update set title = excluded.title where known.title <> excluded.title`);
  await tx.query(sql`
    insert into variants as known (shop_id, id, product_id, title, sku)
    select ${shop}::int, variant_id, product_id, variant_title, sku from ${costs} where variant_title is not null
    on conflict (shop_id, id) do update set product_id = excluded.product_id, title = excluded.title, sku = excluded.sku
    where (known.product_id, known.title, known.sku) is distinct from (excluded.product_id, excluded.title, excluded.sku)`);
  await tx.query(sql`
    insert into variant_costs as known (shop_id, variant_id, unit_cost_shop_amount)
    select ${shop}::int, variant_id, unit_cost from ${costs} where unit_cost is not null
    on conflict (shop_id, variant_id) do update set unit_cost_shop_amount = excluded.unit_cost_shop_amount
    where known.unit_cost_shop_amount <> excluded.unit_cost_shop_amount`);
  await tx.query(sql`
    delete from variant_costs known using ${costs} staged
    where known.shop_id = ${shop} and known.variant_id = staged.variant_id and staged.unit_cost is null`);
}

/** Merges staged customers, with those of their tags that a setting names. */
export async function mergeCustomers(
  tx: Tx,
  shop: ShopId,
  customers: Sql,
  today: string,
): Promise<void> {
  const named = await namedTags(tx, shop);
  await tx.query(sql`
    insert into customers as known (shop_id, id, updated_at, number_of_orders, email_state, email_state_at,
      sms_state, sms_state_at, tags, rfm_group, data_sale_opt_out)
    select ${shop}::int, id, updated_at, number_of_orders, email_state, email_state_at, sms_state, sms_state_at,
      case when tags = '[]' or ${named.length === 0} then '{}'::jsonb
        else (select coalesce(jsonb_object_agg(tag, ${today}::text), '{}') from jsonb_array_elements_text(tags) tag
          where tag = any(${named})) end,
      rfm_group, data_sale_opt_out
    from ${customers}
    on conflict (shop_id, id) do update set
      updated_at = excluded.updated_at, number_of_orders = excluded.number_of_orders,
      email_state = excluded.email_state, email_state_at = excluded.email_state_at,
      sms_state = excluded.sms_state, sms_state_at = excluded.sms_state_at,
      -- a tag keeps the day on which it was first seen
      tags = excluded.tags || (select coalesce(jsonb_object_agg(tag, since), '{}') from jsonb_each(known.tags) old(tag, since)
        where excluded.tags ? tag),
      rfm_group = excluded.rfm_group, data_sale_opt_out = excluded.data_sale_opt_out
    where excluded.updated_at >= known.updated_at
      and (known.updated_at, known.number_of_orders, known.email_state, known.email_state_at, known.sms_state,
        known.sms_state_at, known.rfm_group, known.data_sale_opt_out,
        array(select jsonb_object_keys(known.tags) order by 1))
      is distinct from (excluded.updated_at, excluded.number_of_orders, excluded.email_state, excluded.email_state_at,
        excluded.sms_state, excluded.sms_state_at, excluded.rfm_group, excluded.data_sale_opt_out,
        array(select jsonb_object_keys(excluded.tags) order by 1))`);
  // the book keeps Shopify's own counts of a customer; before the first import there is no book, and while a
  // book is rebuilt it may have read the customer already
  await tx.query(sql`
    insert into dirty_customers (shop_id, customer_id)
    select shop_id, id from customers
    where shop_id = ${shop} and id in (select id from ${customers}) and xmin = pg_current_xact_id()::xid
      and exists (select from imports where shop_id = ${shop} and state = 'done')`);
}

/**
 * Merges hashes of confirmation numbers, which never change and so have no older or newer state. A staged hash
 * reaches an order known in a newer state, and a known hash stays where none is staged (the result of a query
 * from before an upgrade; a key that cannot be opened now).
 */
async function keepHashes(tx: Tx, shop: ShopId, orders: Sql): Promise<void> {
  await tx.query(sql`
    update ${orders} staged set confirmation_hash = known.confirmation_hash from orders known
    where staged.confirmation_hash is null and known.shop_id = ${shop} and known.id = staged.id
      and known.confirmation_hash is not null`);
  await tx.query(sql`
    update orders known set confirmation_hash = staged.confirmation_hash from ${orders} staged
    where known.shop_id = ${shop} and known.id = staged.id and known.updated_at > staged.updated_at
      and known.confirmation_hash is distinct from staged.confirmation_hash`);
}

/**
 * Merges visits, which Shopify finds once and which then stay: the same state of an order is stated without them first
 * and with them later. Visits that were found stay where the staged state lacks them, and reach an order known in a
 * newer state.
 */
async function keepVisits(tx: Tx, shop: ShopId, orders: Sql): Promise<void> {
  const from = (row: string) => join(VISITS.map((column) => raw(`${row}.${column}`)));
  const missing = (row: string) => sql`${raw(row)}.visits_ready is not true`;
  await tx.query(sql`
    update ${orders} staged set (${raw(VISITS.join(', '))}) = (select ${from('known')}) from orders known
    where known.shop_id = ${shop} and known.id = staged.id and ${missing('staged')} and known.visits_ready is not null`);
  await tx.query(sql`
    update orders known set (${raw(VISITS.join(', '))}) = (select ${from('staged')}) from ${orders} staged
    where known.shop_id = ${shop} and known.id = staged.id and known.updated_at > staged.updated_at
      and ${missing('known')} and staged.visits_ready is not null`);
}

/** Leaves orders known in a newer state alone, with their lines. Deletes lines that the newer order no longer has. */
async function leaveNewerAlone(tx: Tx, shop: ShopId, orders: Sql, lines: Sql): Promise<void> {
  await tx.query(sql`
    delete from ${lines} line using orders known
    join ${orders} staged on staged.id = known.id
    where known.shop_id = ${shop} and known.updated_at > staged.updated_at and line.order_id = known.id`);
  await tx.query(sql`
    delete from ${orders} staged using orders known
    where known.shop_id = ${shop} and known.id = staged.id and known.updated_at > staged.updated_at`);
  await tx.query(sql`
    delete from order_lines known using ${orders} staged
    where known.shop_id = ${shop} and known.order_id = staged.id
      and not exists (select from ${lines} line where line.order_id = known.order_id and line.id = known.id)`);
}

/** Inserts unknown orders; they and their sums come from staging alone. */
async function insertBatch(tx: Tx, shop: ShopId, orders: Sql, lines: Sql): Promise<void> {
  await tx.query(sql`${insertLines} ${costedLines(shop, lines)}`);
  const sums = lineSums(sql`(${costedLines(shop, lines)}) lines`);
  await tx.query(insertOrders(shop, orders, sums));
}

/** Inserts lines of orders that are written already, and sums these orders again. */
async function insertLate(tx: Tx, shop: ShopId, lines: Sql): Promise<void> {
  await tx.query(sql`${insertLines} ${costedLines(shop, lines)}`);
  await tx.query(sql`
    update orders known set (${raw(sumColumns.join(', '))}) = (select ${join(sumValues)})
    from orders staged join (${lineSums(linesOf(shop, sql`select order_id from ${lines}`))}) sums
      on sums.order_id = staged.id
    where staged.shop_id = ${shop} and known.shop_id = ${shop} and known.id = staged.id`);
}

/** Upserts staged orders with all of their lines. */
export async function mergeOrders(tx: Tx, shop: ShopId, orders: Sql, lines: Sql): Promise<void> {
  await rememberKnown(tx, shop, orders);
  await keepHashes(tx, shop, orders);
  await keepVisits(tx, shop, orders);
  await leaveNewerAlone(tx, shop, orders, lines);
  await tx.query(sql`
    ${insertLines} ${costedLines(shop, lines)}
    on conflict (shop_id, order_id, id) do update set
      product_id = excluded.product_id, variant_id = excluded.variant_id, selling_plan_id = excluded.selling_plan_id,
      quantity = excluded.quantity, kept_quantity = excluded.kept_quantity, gift_card = excluded.gift_card,
      discounted = excluded.discounted, list_shop_amount = excluded.list_shop_amount,
      discount_shop_amount = excluded.discount_shop_amount, tax_shop_amount = excluded.tax_shop_amount
    where (known.product_id, known.variant_id, known.selling_plan_id, known.quantity, known.kept_quantity,
        known.gift_card, known.discounted, known.list_shop_amount, known.discount_shop_amount, known.tax_shop_amount)
      is distinct from (excluded.product_id, excluded.variant_id, excluded.selling_plan_id, excluded.quantity,
        excluded.kept_quantity, excluded.gift_card, excluded.discounted, excluded.list_shop_amount,
        excluded.discount_shop_amount, excluded.tax_shop_amount)`);
  const sums = lineSums(linesOf(shop, sql`select id from ${orders}`));
  await tx.query(sql`
    ${insertOrders(shop, orders, sums)}
    on conflict (shop_id, id) do update set ${raw(replaced)} where (known.*) is distinct from (excluded.*)`);
}

const linesOf = (shop: ShopId, orderIds: Sql) =>
  sql`order_lines where shop_id = ${shop} and order_id in (${orderIds})`;

/** Staged lines as rows of `order_lines`, with the unit cost known now; a known line keeps its own. */
const costedLines = (shop: ShopId, lines: Sql) => sql`
  select ${shop}::int, line.order_id, line.id, line.product_id, line.variant_id, line.selling_plan_id, line.quantity,
    line.kept_quantity, line.gift_card, line.discounted, line.list_shop_amount, line.discount_shop_amount,
    line.tax_shop_amount, cost.unit_cost_shop_amount
  from ${lines} line
  left join variant_costs cost on cost.shop_id = ${shop} and cost.variant_id = line.variant_id`;

const insertLines = sql`
  insert into order_lines as known (shop_id, order_id, id, product_id, variant_id, selling_plan_id, quantity,
    kept_quantity, gift_card, discounted, list_shop_amount, discount_shop_amount, tax_shop_amount,
    unit_cost_shop_amount)`;

/** Inserts staged orders with the sums of their lines. */
const insertOrders = (shop: ShopId, orders: Sql, sums: Sql) => sql`
  insert into orders as known (shop_id, ${raw([...OWN_COLUMNS, ...sumColumns].join(', '))})
  select ${shop}::int, staged.id, staged.name, staged.processed_at, staged.updated_at, staged.cancelled_at,
    staged.customer_id, staged.test, staged.financial_status, staged.currency, staged.taxes_included,
    staged.source_name, staged.subtotal, staged.current_subtotal, staged.refund_discrepancy, staged.confirmation_hash,
    staged.attribution, staged.visits_ready, staged.first_visit, staged.last_visit, staged.source, ${join(sumValues)}
  from ${orders} staged left join (${sums}) sums on sums.order_id = staged.id`;

/** Columns of the visits before an order, the same in staging. */
const VISITS = ['visits_ready', 'first_visit', 'last_visit', 'source'];

/** Columns of an order that Shopify states, in the order of the select above. */
const OWN_COLUMNS = [
  'id',
  'name',
  'processed_at',
  'updated_at',
  'cancelled_at',
  'customer_id',
  'test',
  'financial_status',
  'currency',
  'taxes_included',
  'source_name',
  'subtotal_shop_amount',
  'current_subtotal_shop_amount',
  'refund_discrepancy_shop_amount',
  'confirmation_hash',
  'attribution',
  ...VISITS,
];

const replaced = [...OWN_COLUMNS.slice(1), ...sumColumns]
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');
