import { z } from 'zod';
import { BOOK } from '../../store/schema/analyzed-tables';
import {
  empty,
  join,
  one,
  raw,
  rows,
  sql,
  withShop,
  withShopTwice,
  type Tx,
} from '../../store/db.server';
import { inZoneOf } from '../../store/sql/counted-orders';
import { addDays } from '../calendar';
import { analyze, analyzeNewOrders } from './analyze.server';
import { fingerprint, type BookRules } from './book-rules';
import {
  idsOf,
  INCOMPLETE,
  insertIncomplete,
  writeDayBooks,
  writeSummaries,
  writeVariantDays,
  type BookScope,
} from './book-rows.server';
import { update } from './book-update.server';
import { ordersBeside } from './day-books.sql';
import { lockBook } from './lock-book';
import { insertPurchases } from './purchases.sql';

const bookSchema = z
  .object({ fingerprint: z.string(), as_of: z.string(), of_these_facts: z.boolean() })
  .optional();

/**
 * Updates a shop's purchases, summaries and day books to its orders and to day D. Recomputes dirty
 * customers and days only, unless the rules or D's month changed.
 */
export async function bringBookUpToDate(scope: BookScope, at: Date): Promise<BookRules> {
  const { shop } = scope;
  const { rules, current } = await withShop(shop, async (tx) => {
    await lockBook(tx, shop);
    const own = await readRules(tx, scope);
    const [known] = await rows(
      tx,
      bookSchema,
      sql`
      select fingerprint, as_of::text, books.facts_version = shops.facts_version as of_these_facts
      from books join shops on shops.id = books.shop_id where shop_id = ${shop}`,
    );
    if (known?.fingerprint !== fingerprint(own) || !known.of_these_facts)
      return { rules: own, current: false };
    await update(tx, own, scope, known.as_of, monthOf(known.as_of) === monthOf(scope.asOf));
    await tx.query(
      sql`
      update books set as_of = ${scope.asOf}::date, built_at = ${at}, incomplete_customers = ${INCOMPLETE(shop)}
      where shop_id = ${shop}`,
    );
    return { rules: own, current: true };
  });
  if (!current) await rebuild(rules, scope, at);
  return rules;
}

const monthOf = (asOf: string) => addDays(asOf, -1).slice(0, 7);

/** The rules of a shop's book by its settings and roles of now. */
export async function readRules(tx: Tx, scope: BookScope): Promise<BookRules> {
  const products = async (roles: string[]) =>
    await idsOf(
      tx,
      sql`select product_id::text as id from product_roles where shop_id = ${scope.shop} and role in (${join(roles)})`,
    );
  const { subscribed, hasOwnCosts } = await one(
    tx,
    z.object({ subscribed: z.boolean(), hasOwnCosts: z.boolean() }),
    sql`
    select exists (select from orders where shop_id = ${scope.shop} and has_selling_plan) as subscribed,
      exists (select from own_unit_costs where shop_id = ${scope.shop}) as "hasOwnCosts"`,
  );
  return {
    ...scope,
    trialProducts: await products(['trial']),
    upsellProducts: await products(['backEnd', 'crossSell']),
    hasSubscriptions: subscribed,
    hasOwnCosts,
  };
}

/**
 * Rebuilds the book on two connections that see the same orders: half of the customers each, then the days
 * and the rest. Deletes the `books` row first and inserts it last, so that an interrupted rebuild leaves no
 * valid book.
 */
async function rebuild(rules: BookRules, scope: BookScope, at: Date): Promise<void> {
  const { shop } = scope;
  await withShop(shop, async (tx) => {
    await lockBook(tx, shop);
    for (const table of BOOK_TABLES)
      await tx.query(sql`delete from ${raw(table)} where shop_id = ${shop}`);
    // no row of `people` is of the new book; they are shown until its numbers are
    await tx.query(sql`update people_books set fingerprint = '' where shop_id = ${shop}`);
  });
  await analyzeNewOrders(shop);
  await withShopTwice(shop, async (tx, aside) => {
    await lockBook(tx, shop);
    const middle = await middleOfHistory(tx, scope);
    let incomplete = 0;
    const others = [
      (own: Tx) => writeDayBooks(own, rules, ordersBeside(rules, 'before', middle)),
      (own: Tx) => writeDayBooks(own, rules, ordersBeside(rules, 'from', middle)),
      (own: Tx) => writeVariantDays(own, rules, ordersBeside(rules, 'before', middle)),
      (own: Tx) => writeVariantDays(own, rules, ordersBeside(rules, 'from', middle)),
      async (own: Tx) => {
        incomplete = (await own.query(insertIncomplete(shop, empty))).rowCount ?? 0;
      },
    ].values();
    const half = async (own: Tx, which: 0 | 1) => {
      const mine = sql`and (hashint8(customer_id) & 1) = ${which}::int`;
      await own.query(sql`set local work_mem = '128MB'`);
      await own.query(inZoneOf(rules));
      await own.query(insertPurchases(rules, mine));
      await writeSummaries(own, rules, scope, mine);
      // the first connection to finish takes the next work
      for (const work of others) await work(own);
    };
    await Promise.all([half(tx, 0), half(aside, 1)]);
    // the other connection's rows are not visible here before it commits
    await tx.query(sql`
      insert into books (shop_id, fingerprint, as_of, built_at, incomplete_customers, facts_version)
      select ${shop}::int, ${fingerprint(rules)}, ${scope.asOf}::date, ${at}::timestamptz, ${incomplete}::int, facts_version
      from shops where id = ${shop}`);
  });
  // the planner needs statistics that show a million purchases
  await analyze(BOOK, 10);
}

/** The day halfway between the first and the last order. */
async function middleOfHistory(tx: Tx, { shop }: BookScope): Promise<string> {
  const { middle } = await one(
    tx,
    z.object({ middle: z.string() }),
    sql`
    select coalesce((min(processed_at) + (max(processed_at) - min(processed_at)) / 2)::date, 'epoch')::text as middle
    from orders where shop_id = ${shop}`,
  );
  return middle;
}

const BOOK_TABLES = [
  'books',
  'purchases',
  'customer_summaries',
  'day_books',
  'variant_days',
  'incomplete_customers',
  'dirty_customers',
  'dirty_days',
];
