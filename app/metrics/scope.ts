import { empty, raw, sql, type ShopId, type Sql } from '../store/db.server';
import type { CountingRules } from '../store/sql/counted-orders';
import type { MetricSettings } from './settings';

/** The input of every metric: a shop, a day D, and how the shop counts. */
export interface Scope {
  shop: ShopId;
  currency: string;
  timezone: string;
  settings: MetricSettings;
  /** D: orders before 00:00 of this day are known (YYYY-MM-DD) */
  asOf: string;
  /** first day of the month that D - 1 lies in: the start of the movement shown */
  monthStart: string;
  /** features of the shop's purchases; missing ones are not summed */
  has: { subscriptions: boolean; trials: boolean; upsells: boolean; ownCosts: boolean };
  /** the table of purchases that the book has; a preview tries others */
  purchases: Sql;
  /** one row per customer as of D, with the columns of customer_summaries */
  summaries: Sql;
  /** the `summaries` that count as newcomers: all, or those from `newcomersFrom` on */
  newcomers: Sql;
  /** the shop's orders by day and reason, with the columns of day_books, as rows before D */
  dayBooks: Sql;
  /** what was sold of each variant on those days, with the columns of variant_days; null without own unit costs */
  variantDays: Sql | null;
  /** the table of the customers that a filter chose; null: all */
  chosen: Sql | null;
  /** the table of the answers before D (nps/answers/answers.sql.ts); null where the shop has none */
  answers: Sql | null;
}

/** The book's own purchases. */
export const BOOK_PURCHASES = raw('purchases');

/** All purchases of the shop before D. */
export function shopPurchasesOf(scope: Pick<Scope, 'shop' | 'asOf' | 'purchases'>): Sql {
  return sql`(select * from ${scope.purchases} where shop_id = ${scope.shop} and day < ${scope.asOf}::date) purchase`;
}

/** The chosen customers' purchases before D. */
export function purchasesOf(scope: Pick<Scope, 'shop' | 'asOf' | 'purchases' | 'chosen'>): Sql {
  const all = shopPurchasesOf(scope);
  return scope.chosen === null
    ? all
    : sql`(select * from ${all} where true ${isChosen(scope)}) purchase`;
}

/** A condition on the column `customer_id`, as `and …`; empty without a filter. */
export function isChosen({ chosen }: Pick<Scope, 'chosen'>): Sql {
  return chosen === null ? empty : sql`and customer_id in (select customer_id from ${chosen})`;
}

/** Newcomers' purchases before D. */
export function newcomersPurchasesOf(
  scope: Pick<Scope, 'shop' | 'asOf' | 'settings' | 'purchases' | 'chosen'>,
): Sql {
  const from = scope.settings.newcomersFrom;
  return from === null
    ? purchasesOf(scope)
    : sql`(select * from ${purchasesOf(scope)} where day - tenure >= ${dateLiteral(from)}) purchase`;
}

/** The newcomers among some summaries. */
export function newcomersOf(settings: MetricSettings, summaries: Sql): Sql {
  const from = settings.newcomersFrom;
  return from === null
    ? summaries
    : sql`(select * from ${summaries} where first_day >= ${dateLiteral(from)}) newcomer`;
}

/** The book's days before D. */
export function dayBooksOf(shop: ShopId, asOf: string): Sql {
  return sql`(select * from day_books where shop_id = ${shop} and day < ${dateLiteral(asOf)}) day_book`;
}

/** What was sold of each variant before D, by the book. */
export function variantDaysOf(shop: ShopId, asOf: string): Sql {
  return sql`(select * from variant_days where shop_id = ${shop} and day < ${dateLiteral(asOf)}) variant_day`;
}

export function countingRules(
  scope: Pick<Scope, 'shop' | 'currency' | 'timezone' | 'settings'>,
): CountingRules {
  return {
    shop: scope.shop,
    currency: scope.currency,
    timezone: scope.timezone,
    revenueBasis: scope.settings.revenueBasis,
    minimumDiscount: scope.settings.minimumDiscount,
  };
}

/** A date as a literal: dates come from our own arithmetic, and literals let the planner see them. */
export function dateLiteral(day: string): Sql {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`not a day: ${day}`);
  return raw(`date '${day}'`);
}
