import { z } from 'zod';
import { join, one, raw, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { addDays } from '../calendar';
import { dateLiteral, type Scope } from '../scope';
import { fingerprint, whatItHas, type BookRules } from './book-rules';
import { selectDayBooks } from './day-books.sql';
import { collectBought, insertPurchases } from './purchases.sql';
import { selectSummaries, SUMMARY_COLUMNS } from './summaries.sql';

type BookScope = Pick<Scope, 'shop' | 'currency' | 'timezone' | 'settings' | 'asOf' | 'monthStart'>;

const bookSchema = z.object({ fingerprint: z.string(), as_of: z.string() }).optional();
const ids = z.array(z.object({ id: z.string() }));

/**
 * Brings purchases, summaries and day books of a shop up to its orders and to the day D. Only what
 * belongs to changed customers and days is read again, unless the rules changed or D's month did.
 * The caller's transaction holds the book alone until it ends.
 */
export async function bringBookUpToDate(tx: Tx, scope: BookScope, at: Date): Promise<BookRules> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtext('book'), ${scope.shop})`);
  const rules = await readRules(tx, scope);
  const print = fingerprint(rules);
  const [known] = await rows(
    tx,
    bookSchema,
    sql`select fingerprint, as_of::text from books where shop_id = ${scope.shop}`,
  );
  const sameMonth = known?.as_of !== undefined && monthOf(known.as_of) === monthOf(scope.asOf);
  const anew = known?.fingerprint !== print;
  if (anew) await rebuild(tx, rules, scope);
  else await update(tx, rules, scope, known.as_of, sameMonth);
  const incomplete = anew
    ? await countIncomplete(tx, scope.shop)
    : await incompleteCustomers(tx, scope.shop);
  await tx.query(sql`
    insert into books (shop_id, fingerprint, as_of, built_at, incomplete_customers)
    values (${scope.shop}, ${print}, ${scope.asOf}::date, ${at}, ${incomplete})
    on conflict (shop_id) do update set fingerprint = excluded.fingerprint, as_of = excluded.as_of,
      built_at = excluded.built_at, incomplete_customers = excluded.incomplete_customers`);
  return rules;
}

const monthOf = (asOf: string) => addDays(asOf, -1).slice(0, 7);

async function readRules(tx: Tx, scope: BookScope): Promise<BookRules> {
  const products = async (roles: string[]) =>
    ids
      .parse(
        (
          await tx.query(sql`
        select product_id::text as id from product_roles where shop_id = ${scope.shop} and role in (${join(roles)})`)
        ).rows,
      )
      .map(({ id }) => id);
  const { subscribed } = await one(
    tx,
    z.object({ subscribed: z.boolean() }),
    sql`select exists (select from orders where shop_id = ${scope.shop} and has_selling_plan) as subscribed`,
  );
  return {
    ...scope,
    trialProducts: await products(['trial']),
    upsellProducts: await products(['backEnd', 'crossSell']),
    hasSubscriptions: subscribed,
  };
}

async function rebuild(tx: Tx, rules: BookRules, scope: BookScope): Promise<void> {
  const { shop } = scope;
  await tx.query(sql`set local work_mem = '256MB'`);
  for (const table of BOOK_TABLES)
    await tx.query(sql`delete from ${raw(table)} where shop_id = ${shop}`);
  await writePurchases(tx, rules);
  await tx.query(sql`analyze purchases`);
  await writeSummaries(tx, rules, scope);
  await tx.query(sql`analyze customer_summaries`);
  await writeDayBooks(tx, rules);
}

const BOOK_TABLES = [
  'purchases',
  'customer_summaries',
  'day_books',
  'dirty_customers',
  'dirty_days',
];

async function writePurchases(tx: Tx, rules: BookRules, which?: Sql): Promise<void> {
  await tx.query(collectBought(rules, which));
  await tx.query(insertPurchases(rules));
  await tx.query(sql`drop table bought`);
}

async function writeDayBooks(tx: Tx, rules: BookRules, which?: Sql): Promise<void> {
  await tx.query(sql`create temp table day_book on commit drop as ${selectDayBooks(rules, which)}`);
  await tx.query(sql`insert into day_books select * from day_book`);
  await tx.query(sql`drop table day_book`);
}

async function writeSummaries(
  tx: Tx,
  rules: BookRules,
  scope: BookScope,
  which?: Sql,
): Promise<void> {
  await tx.query(sql`
    insert into customer_summaries (shop_id, ${raw(SUMMARY_COLUMNS)})
    select ${scope.shop}::int, ${raw(SUMMARY_COLUMNS)} from (${selectSummaries({ ...scope, has: whatItHas(rules) }, which)}) summary`);
}

/** Reads again what changed: customers and days marked dirty, and who crosses into D as days pass. */
async function update(
  tx: Tx,
  rules: BookRules,
  scope: BookScope,
  before: string,
  sameMonth: boolean,
): Promise<void> {
  const { shop } = scope;
  const taken = async (table: string, column: string) =>
    ids
      .parse(
        (
          await tx.query(
            sql`delete from ${raw(table)} where shop_id = ${shop} returning ${raw(column)}::text as id`,
          )
        ).rows,
      )
      .map(({ id }) => id);
  const customers = await taken('dirty_customers', 'customer_id');
  const days = await taken('dirty_days', 'day');
  if (customers.length > 0) {
    const which = sql`and customer_id = any(${customers}::bigint[])`;
    await tx.query(sql`delete from purchases where shop_id = ${shop} ${which}`);
    await writePurchases(tx, rules, which);
  }
  for (const day of days) {
    const start = sql`(${day}::date::timestamp at time zone ${scope.timezone})`;
    const end = sql`((${day}::date + 1)::timestamp at time zone ${scope.timezone})`;
    await tx.query(sql`delete from day_books where shop_id = ${shop} and day = ${day}::date`);
    await writeDayBooks(tx, rules, sql`and processed_at >= ${start} and processed_at < ${end}`);
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

/** Customers of whom Shopify counts more orders than were read, as of the last whole build. */
export async function incompleteCustomers(tx: Tx, shop: ShopId): Promise<number> {
  const { customers } = await one(
    tx,
    z.object({ customers: z.number().int() }),
    sql`select incomplete_customers as customers from books where shop_id = ${shop}`,
  );
  return customers;
}

async function countIncomplete(tx: Tx, shop: ShopId): Promise<number> {
  const { customers } = await one(
    tx,
    z.object({ customers: z.number().int() }),
    sql`
    select count(*)::int as customers from customers known
    join (select customer_id, count(*) as read from orders where shop_id = ${shop} group by customer_id) own
      on own.customer_id = known.id
    where known.shop_id = ${shop} and known.number_of_orders > own.read`,
  );
  return customers;
}

/** The settings that a book depends on changed, or its orders were replaced: build it anew next time. */
export async function forgetBook(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query(sql`delete from books where shop_id = ${shop}`);
}
