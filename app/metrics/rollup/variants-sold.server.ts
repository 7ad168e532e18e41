import { z } from 'zod';
import { rows, sql, type Sql, type Tx } from '../../store/db.server';
import { inZoneOf } from '../../store/sql/counted-orders';
import { addDays, monthStart } from '../calendar';
import { dateLiteral, variantDaysOf, type Scope } from '../scope';
import { createTable } from '../step';
import { fingerprint } from './book-rules';
import { readRules } from './book.server';
import { ordersBeside } from './day-books.sql';
import { selectVariantDays } from './variant-days.sql';

/**
 * What was sold of each variant before D, as rows with the columns of variant_days: the book's, where it has them, else
 * counted now from the orders. A shop's book has them from its first own unit cost on. Days matter to the merchant's own costs
 * alone: all days on which the same costs hold are then one row, a third of the work.
 * @param among which products, as `and …` over `product_id`
 * @param costs rows of `from_day`: the days from which own costs hold, `-infinity` among them or not
 */
export async function variantsSold(
  tx: Tx,
  base: Pick<Scope, 'shop' | 'currency' | 'timezone' | 'settings'>,
  asOf: string,
  among: Sql,
  costs: Sql,
): Promise<Sql> {
  const { shop } = base;
  const rules = await readRules(tx, { ...base, asOf, monthStart: monthStart(addDays(asOf, -1)) });
  const [book] = await rows(
    tx,
    z.object({ fingerprint: z.string() }),
    sql`select fingerprint from books where shop_id = ${shop}`,
  );
  if (rules.hasOwnCosts && book?.fingerprint === fingerprint(rules))
    return sql`(select * from ${variantDaysOf(shop, asOf)} where true ${among}) sold_before`;
  await tx.query(sql`set local work_mem = '96MB'`);
  await tx.query(inZoneOf(rules));
  const orders = sql`(select * from ${ordersBeside(rules, 'before', asOf)} where day < ${dateLiteral(asOf)}) orders`;
  const first = firstDayOf(await daysIn(tx, costs));
  const sold = await createTable(tx, 'sold_before', selectVariantDays(rules, orders, among, first));
  await tx.query(sql`set local timezone to default`);
  return sold;
}

/** The finite days, earliest first. */
async function daysIn(tx: Tx, costs: Sql): Promise<string[]> {
  const found = await rows(
    tx,
    z.object({ day: z.string() }),
    sql`select distinct from_day::text as day from ${costs} where isfinite(from_day) order by 1`,
  );
  return found.map(({ day }) => day);
}

/** The latest of these days that is not after `day`; before the first of them `-infinity`. */
const firstDayOf = (days: readonly string[]): Sql =>
  days.length === 0
    ? sql`date '-infinity'`
    : sql`(${['-infinity', ...days]}::date[])[width_bucket(day, ${[...days]}::date[]) + 1]`;
