import { z } from 'zod';
import { one, raw, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import type { Scope } from '../scope';
import { whatItHas, type BookRules } from './book-rules';
import { groupByHash } from './by-hash.server';
import { selectDayBooks } from './day-books.sql';
import { selectSummaries, SUMMARY_COLUMNS } from './summaries.sql';
import { selectVariantDays } from './variant-days.sql';

export type BookScope = Pick<
  Scope,
  'shop' | 'currency' | 'timezone' | 'settings' | 'asOf' | 'monthStart'
>;

/** The column `id` of a statement's rows, as text. */
export async function idsOf(tx: Tx, statement: Sql): Promise<string[]> {
  const found = await rows(tx, z.object({ id: z.string() }), statement);
  return found.map(({ id }) => id);
}

/** Writes the day books of some orders; their days have none yet. */
export async function writeDayBooks(tx: Tx, rules: BookRules, orders: Sql): Promise<void> {
  await groupByHash(tx, () =>
    tx.query(sql`insert into day_books ${selectDayBooks(rules, orders)}`),
  );
}

/** Writes what was sold of each variant in some orders, in a shop with own unit costs; their days have none yet. */
export async function writeVariantDays(tx: Tx, rules: BookRules, orders: Sql): Promise<void> {
  if (!rules.hasOwnCosts) return;
  await tx.query(sql`insert into variant_days ${selectVariantDays(rules, orders)}`);
}

/** @param which customers without a summary, as `and …` over `customer_id`; default: all */
export async function writeSummaries(
  tx: Tx,
  rules: BookRules,
  scope: BookScope,
  which?: Sql,
): Promise<void> {
  await tx.query(sql`
    insert into customer_summaries (shop_id, ${raw(SUMMARY_COLUMNS)})
    select ${scope.shop}::int, ${raw(SUMMARY_COLUMNS)} from (${selectSummaries({ ...scope, has: whatItHas(rules) }, which)}) summary`);
}

/** Customers of whom Shopify counts more orders than were read, by the book. */
export async function incompleteCustomers(tx: Tx, shop: ShopId): Promise<number> {
  const { customers } = await one(
    tx,
    z.object({ customers: z.number().int() }),
    sql`select incomplete_customers as customers from books where shop_id = ${shop}`,
  );
  return customers;
}

/**
 * Inserts customers of whom Shopify counts more orders than were read.
 * @param which customers, as `and …` over `customer_id`
 */
export const insertIncomplete = (shop: ShopId, which: Sql) => sql`
  insert into incomplete_customers (shop_id, customer_id)
  select ${shop}::int, own.customer_id
  from (select customer_id, count(*) as read from orders where shop_id = ${shop} ${which} group by customer_id) own
  join customers known on known.shop_id = ${shop} and known.id = own.customer_id
  where known.number_of_orders > own.read`;

export const INCOMPLETE = (shop: ShopId) =>
  sql`(select count(*) from incomplete_customers where shop_id = ${shop})::int`;
