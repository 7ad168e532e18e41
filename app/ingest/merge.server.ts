import { z } from 'zod';
import { empty, join, one, raw, sql, type ShopId, type Sql, type Tx } from '../store/db.server';
import { rememberKnown } from './changed.server';
import { lineSums, sumColumns, sumValues } from './order-sums';
import { stagingTable } from './staging.server';

/**
 * Staging to facts, set by set, in the caller's transaction: all of it is there or none. A fact
 * that Shopify changed later than the staged one is left alone (`updated_at`); what is the same is
 * not written again, so that importing twice changes nothing.
 */
export interface Merge {
  /** the shop has no order yet: nothing can be older or the same, and lines can go in as they come */
  first: boolean;
  /** Takes costs and customers; the first step. */
  begin(): Promise<void>;
  /** Takes a batch of lines of a shop's first import. */
  lines(table: Sql): Promise<void>;
  /** Takes the orders, and the lines that no batch had; the last step. */
  orders(): Promise<void>;
}

/** The steps of a merge, to be taken one after the other. */
export async function openMerge(
  tx: Tx,
  shop: ShopId,
  importId: number,
  today: string,
): Promise<Merge> {
  await tx.query(sql`set local work_mem = '128MB'`);
  const { first } = await one(
    tx,
    z.object({ first: z.boolean() }),
    sql`select not exists (select from orders where shop_id = ${shop}) as first`,
  );
  const orders = stagingTable(shop, importId, 'orders');
  const lines = stagingTable(shop, importId, 'lines');
  return {
    first,
    begin: async () => {
      await mergeCosts(tx, shop, stagingTable(shop, importId, 'costs'));
      await mergeCustomers(tx, shop, stagingTable(shop, importId, 'customers'), today);
    },
    lines: (table) => insertLines(tx, shop, table, true),
    orders: async () => {
      if (!first) {
        await rememberKnown(tx, shop, orders);
        await leaveNewerAlone(tx, shop, orders, lines);
        await insertLines(tx, shop, lines, false);
      }
      await insertOrders(tx, shop, orders, first);
    },
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
  if (merge.first) await merge.lines(stagingTable(shop, importId, 'lines'));
  await merge.orders();
}

async function mergeCosts(tx: Tx, shop: ShopId, costs: Sql): Promise<void> {
  await tx.query(sql`
    insert into products as known (shop_id, id, title)
    select distinct on (product_id) ${shop}::int, product_id, title from ${costs} order by product_id, title
    on conflict (shop_id, id) do update set title = excluded.title where known.title <> excluded.title`);
  await tx.query(sql`
    insert into variant_costs as known (shop_id, variant_id, unit_cost_shop_amount)
    select ${shop}::int, variant_id, unit_cost from ${costs} where unit_cost is not null
    on conflict (shop_id, variant_id) do update set unit_cost_shop_amount = excluded.unit_cost_shop_amount
    where known.unit_cost_shop_amount <> excluded.unit_cost_shop_amount`);
  await tx.query(sql`
    delete from variant_costs known using ${costs} staged
    where known.shop_id = ${shop} and known.variant_id = staged.variant_id and staged.unit_cost is null`);
}

async function mergeCustomers(tx: Tx, shop: ShopId, customers: Sql, today: string): Promise<void> {
  await tx.query(sql`
    insert into customers as known (shop_id, id, updated_at, number_of_orders, email_state, email_state_at,
      sms_state, sms_state_at, tags, rfm_group, data_sale_opt_out)
    select ${shop}::int, id, updated_at, number_of_orders, email_state, email_state_at, sms_state, sms_state_at,
      case tags when '[]' then '{}'::jsonb
        else (select jsonb_object_agg(tag, ${today}::text) from jsonb_array_elements_text(tags) tag) end,
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
}

/** An order that is known in a newer state keeps it, with its lines; lines that are gone go. */
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

async function insertLines(tx: Tx, shop: ShopId, lines: Sql, first: boolean): Promise<void> {
  await tx.query(sql`
    insert into order_lines as known (shop_id, order_id, id, product_id, variant_id, selling_plan_id, quantity,
      kept_quantity, gift_card, discounted, list_shop_amount, discount_shop_amount, tax_shop_amount,
      unit_cost_shop_amount)
    select ${shop}::int, line.order_id, line.id, line.product_id, line.variant_id, line.selling_plan_id, line.quantity,
      line.kept_quantity, line.gift_card, line.discounted, line.list, line.discount, line.tax,
      cost.unit_cost_shop_amount
    from ${lines} line
    left join variant_costs cost on cost.shop_id = ${shop} and cost.variant_id = line.variant_id
    ${
      first
        ? empty
        : sql`
    on conflict (shop_id, order_id, id) do update set
      product_id = excluded.product_id, variant_id = excluded.variant_id, selling_plan_id = excluded.selling_plan_id,
      quantity = excluded.quantity, kept_quantity = excluded.kept_quantity, gift_card = excluded.gift_card,
      discounted = excluded.discounted, list_shop_amount = excluded.list_shop_amount,
      discount_shop_amount = excluded.discount_shop_amount, tax_shop_amount = excluded.tax_shop_amount
    where (known.product_id, known.variant_id, known.selling_plan_id, known.quantity, known.kept_quantity,
        known.gift_card, known.discounted, known.list_shop_amount, known.discount_shop_amount, known.tax_shop_amount)
      is distinct from (excluded.product_id, excluded.variant_id, excluded.selling_plan_id, excluded.quantity,
        excluded.kept_quantity, excluded.gift_card, excluded.discounted, excluded.list_shop_amount,
        excluded.discount_shop_amount, excluded.tax_shop_amount)`
    }`);
}

async function insertOrders(tx: Tx, shop: ShopId, orders: Sql, first: boolean): Promise<void> {
  // the key of order_lines hands the lines over order by order: sums need one group in memory at a
  // time; hashing a million groups of exact sums spilled to disk and took ten times as long
  if (first) await tx.query(sql`analyze order_lines`);
  await tx.query(sql`set local enable_hashagg = off`);
  await tx.query(sql`
    insert into orders as known (shop_id, ${raw([...OWN_COLUMNS, ...sumColumns].join(', '))})
    select ${shop}::int, staged.id, staged.name, staged.processed_at, staged.updated_at, staged.cancelled_at,
      staged.customer_id, staged.test, staged.financial_status, staged.currency, staged.taxes_included,
      staged.source_name, staged.subtotal, staged.current_subtotal, staged.refund_discrepancy,
      ${join(sumValues)}
    from ${orders} staged
    left join (${lineSums(shop, first ? empty : sql`and order_id in (select id from ${orders})`)}) sums
      on sums.order_id = staged.id
    ${
      first
        ? empty
        : sql`on conflict (shop_id, id) do update set ${raw(replaced)} where (known.*) is distinct from (excluded.*)`
    }`);
}

/** Columns of an order that Shopify states itself, in the order of the select above. */
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
];

const replaced = [...OWN_COLUMNS.slice(1), ...sumColumns]
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');
