import { z } from 'zod';
import { one, raw, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { inZoneOf } from '../../store/sql/counted-orders';
import { dateLiteral } from '../scope';
import type { BookRules } from './book-rules';
import {
  idsOf,
  insertIncomplete,
  writeDayBooks,
  writeSummaries,
  writeVariantDays,
  type BookScope,
} from './book-rows.server';
import { ordersOfDays, selectDayBooks } from './day-books.sql';
import { insertPurchases } from './purchases.sql';

/** Recomputes dirty customers and days, and customers with purchases between the old D and D. */
export async function update(
  tx: Tx,
  rules: BookRules,
  scope: BookScope,
  before: string,
  sameMonth: boolean,
): Promise<void> {
  const { shop } = scope;
  const taken = async (table: string, column: string) =>
    await idsOf(
      tx,
      // each change inserts a mark of its own
      sql`
      with taken as (delete from ${raw(table)} where shop_id = ${shop} returning ${raw(column)} as id)
      select distinct id::text from taken`,
    );
  await tx.query(ROOM);
  await tx.query(inZoneOf(rules));
  const customers = await taken('dirty_customers', 'customer_id');
  const days = await taken('dirty_days', 'day');
  // under the book's lock, as everything that takes these marks: none is lost to one that is being taken
  await tx.query(sql`
    insert into dirty_people (shop_id, customer_id) select ${shop}::int, unnest(${customers}::bigint[]) on conflict do nothing`);
  const [own, others] = days.length < MANY_DAYS ? [days, []] : halves(days);
  const [countedAside] = await Promise.all([
    others.length === 0 ? null : countAside(rules, others),
    readAgain(tx, rules, customers, own),
  ]);
  if (countedAside !== null) {
    await forget(tx, shop, others);
    await tx.query(sql`
      insert into day_books select * from jsonb_populate_recordset(null::day_books, ${countedAside}::jsonb)`);
  }
  if (days.length > 0 && rules.hasOwnCosts) {
    await tx.query(
      sql`delete from variant_days where shop_id = ${shop} and day = any(${days}::date[])`,
    );
    await writeVariantDays(tx, rules, ordersOfDays(rules, days));
  }
  if (!sameMonth || before > scope.asOf) {
    await tx.query(sql`delete from customer_summaries where shop_id = ${shop}`);
    await writeSummaries(tx, rules, scope);
    return;
  }
  const stale = sql`and customer_id in (
    select unnest(${customers}::bigint[])
    ${before < scope.asOf ? sql`union select customer_id from purchases where shop_id = ${shop} and day >= ${dateLiteral(before)} and day < ${dateLiteral(scope.asOf)}` : sql``})`;
  if (customers.length === 0 && before === scope.asOf) return;
  await tx.query(sql`delete from customer_summaries where shop_id = ${shop} ${stale}`);
  await writeSummaries(tx, rules, scope, stale);
}

const ROOM = sql`set local work_mem = '64MB'`;

/** From this many dirty days on, two connections count: each day reads about a day's orders. */
const MANY_DAYS = 30;

function halves<T>(all: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(all.length / 2);
  return [all.slice(0, middle), all.slice(middle)];
}

/** Rewrites these customers' purchases and these days' books. */
async function readAgain(
  tx: Tx,
  rules: BookRules,
  customers: readonly string[],
  days: readonly string[],
): Promise<void> {
  const { shop } = rules;
  if (customers.length > 0) {
    const which = sql`and customer_id = any(${customers}::bigint[])`;
    await tx.query(sql`delete from purchases where shop_id = ${shop} ${which}`);
    await tx.query(insertPurchases(rules, which));
    await tx.query(sql`delete from incomplete_customers where shop_id = ${shop} ${which}`);
    await tx.query(insertIncomplete(shop, which));
  }
  if (days.length > 0) {
    await forget(tx, shop, days);
    await writeDayBooks(tx, rules, ordersOfDays(rules, days));
  }
}

const forget = (tx: Tx, shop: ShopId, days: readonly string[]) =>
  tx.query(sql`delete from day_books where shop_id = ${shop} and day = any(${days}::date[])`);

/**
 * Counts days on a connection of its own, which only reads. It may see later changes than the one that
 * took their marks: a later change has left another mark.
 * @returns rows of day_books, as JSON
 */
async function countAside(rules: BookRules, days: readonly string[]): Promise<string> {
  return await withShop(rules.shop, async (tx) => {
    await tx.query(ROOM);
    await tx.query(inZoneOf(rules));
    const { books } = await one(
      tx,
      z.object({ books: z.string() }),
      sql`
      select coalesce(jsonb_agg(book), '[]')::text as books
      from (${selectDayBooks(rules, ordersOfDays(rules, days))}) book`,
    );
    return books;
  });
}
