import {
  itemsKept,
  leftOutReason,
  linesWorth,
  OWN_DAY,
  revenueOf,
} from '../../store/sql/counted-orders';
import { sql, type Sql } from '../../store/db.server';
import { countingRules } from '../scope';
import type { BookRules } from './book-rules';

/**
 * Orders by day and left-out reason, in the order of the table's columns.
 * @param orders the shop's orders of whole days with their `day`, named `orders`
 */
export function selectDayBooks(rules: BookRules, orders: Sql): Sql {
  const counting = countingRules(rules);
  return sql`
    select ${rules.shop}::int as shop_id, day, ${leftOutReason(counting)} as reason,
      count(*)::int as orders, sum(${revenueOf(counting)}) as revenue_shop_amount, sum(cost_shop_amount) as cost_shop_amount,
      sum(${linesWorth(counting, 'costed')}) as costed_shop_amount,
      sum(${linesWorth(counting, 'all')}) as lines_shop_amount,
      (count(*) filter (where financial_status = 'PENDING'))::int as pending_orders,
      sum(${itemsKept()})::bigint as items
    from ${orders}
    group by 2, 3`;
}

/** The orders of some days: the index on time finds about a day's, the calendar filters them. */
export function ordersOfDays(rules: BookRules, days: readonly string[]): Sql {
  // 2 hours: clocks go back at midnight, too; offset 0 keeps PostgreSQL from reading all orders at once
  return sql`(
    select near.* from unnest(${days}::date[]) changed cross join lateral (
      select *, ${OWN_DAY} as day from orders where shop_id = ${rules.shop}
        and processed_at >= changed::timestamptz - interval '2 hours'
        and processed_at < (changed + 1)::timestamptz + interval '2 hours' offset 0
    ) near where near.day = changed) orders`;
}

/** The orders before a day, or from it on; computes the day only of orders near it. */
export function ordersBeside(rules: BookRules, side: 'before' | 'from', day: string): Sql {
  const [earlier, later] = [
    sql`(${day}::date - 2)::timestamptz`,
    sql`(${day}::date + 2)::timestamptz`,
  ];
  const own = sql`select *, ${OWN_DAY} as day from orders where shop_id = ${rules.shop}`;
  return side === 'before'
    ? sql`(${own} and processed_at < ${later} and (processed_at < ${earlier} or ${OWN_DAY} < ${day}::date)) orders`
    : sql`(${own} and processed_at >= ${earlier} and (processed_at >= ${later} or ${OWN_DAY} >= ${day}::date)) orders`;
}
