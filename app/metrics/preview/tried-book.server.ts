import { raw, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { inZoneOf } from '../../store/sql/counted-orders';
import { whatItHas, type BookRules } from '../rollup/book-rules';
import { PURCHASE_COLUMNS, selectPurchases } from '../rollup/purchases.sql';
import { selectSummaries, SUMMARY_COLUMNS } from '../rollup/summaries.sql';
import { BOOK_PURCHASES, type Scope } from '../scope';
import { createAnalyzedTable, createTable } from '../step';
import type { CurrentBook } from './current-book.server';

/** The customers whom a change concerns: with a book's rules of now, and with the tried ones. */
export interface TriedBook {
  /** their summaries, as rows for `Scope.summaries` */
  known: Sql;
  tried: Sql;
  /** the summaries of everyone else, which are the book's */
  others: Sql;
  /** all purchases of the shop with the tried rules, for `Scope.purchases` */
  purchases: Sql;
  /** some of them have changes that the book lacks */
  isBehind: boolean;
}

/**
 * Makes the purchases and summaries of the customers whom other rules of a book concern, by the book's own statements, in
 * tables that are dropped with the transaction. With the rules of now they are the book's, but for customers with changes
 * that the book lacks: these are made by both rules, so that the rules alone move them.
 * @param concerned the customers, as `select … customer_id`: at least all whose rows differ
 */
export async function tryRules(
  tx: Tx,
  { rules, scope }: CurrentBook,
  tried: BookRules,
  concerned: Sql,
): Promise<TriedBook> {
  const { shop } = scope;
  const { theirs, behind } = await concernedIn(tx, shop, concerned);
  const { rowCount } = await tx.query(sql`select from ${behind} limit 1`);
  const [before, after] = [
    await madeBy(tx, 'known', scope, rules, behind),
    await madeBy(tx, 'tried', scope, tried, theirs),
  ];
  const columns = raw(SUMMARY_COLUMNS);
  const ofBook = sql`select ${columns} from customer_summaries own where shop_id = ${shop}`;
  return {
    isBehind: rowCount !== 0,
    known: sql`(${ofBook} and ${isIn(theirs)} and not ${isIn(behind)}
      union all select ${columns} from ${before.summaries}) summary`,
    tried: sql`(select ${columns} from ${after.summaries}) summary`,
    others: sql`(${ofBook} and not ${isIn(theirs)}) summary`,
    purchases: sql`(select ${PURCHASE_COLUMNS} from ${BOOK_PURCHASES} own where shop_id = ${shop} and not ${isIn(theirs)}
      union all select ${PURCHASE_COLUMNS} from ${after.purchases}) purchases`,
  };
}

/** Makes the tables of the customers whom a change concerns, and of those among them with changes that the book lacks. */
export async function concernedIn(
  tx: Tx,
  shop: ShopId,
  customers: Sql,
): Promise<{ theirs: Sql; behind: Sql }> {
  const theirs = await createAnalyzedTable(tx, 'concerned', customers);
  const behind = await createAnalyzedTable(
    tx,
    'concerned_behind',
    sql`select customer_id from ${theirs} where customer_id in (select customer_id from dirty_customers where shop_id = ${shop})`,
  );
  return { theirs, behind };
}

/** Over a row `own`; `not exists` is planned as one join, `not in` is not. */
export const isIn = (customers: Sql): Sql =>
  sql`exists (select from ${customers} one where one.customer_id = own.customer_id)`;

/** Makes the tables of some customers' purchases and summaries by the rules of a book. */
export async function madeBy(
  tx: Tx,
  name: string,
  scope: Scope,
  rules: BookRules,
  customers: Sql,
): Promise<{ purchases: Sql; summaries: Sql }> {
  await tx.query(inZoneOf(rules));
  const purchases = await createTable(
    tx,
    `${name}_purchases`,
    selectPurchases(rules, sql`and customer_id in (select customer_id from ${customers})`),
  );
  await tx.query(sql`set local timezone to default`);
  const summaries = await createAnalyzedTable(
    tx,
    `${name}_summaries`,
    selectSummaries({ ...scope, has: whatItHas(rules) }, undefined, purchases),
  );
  return { purchases, summaries };
}
