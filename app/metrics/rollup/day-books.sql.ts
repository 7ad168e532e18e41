import { dayOf, leftOutReason, linesWorth, revenueOf } from '../../store/sql/counted-orders';
import { empty, sql, type Sql } from '../../store/db.server';
import { countingRules } from '../scope';
import type { BookRules } from './book-rules';

/** The orders of each day by why they are left out; `which` narrows the orders. */
export function insertDayBooks(rules: BookRules, which: Sql = empty): Sql {
  const counting = countingRules(rules);
  return sql`
    insert into day_books (shop_id, day, reason, orders, revenue_shop_amount, cost_shop_amount, costed_shop_amount,
      lines_shop_amount, pending_orders)
    select ${rules.shop}::int, ${dayOf(counting)}, ${leftOutReason(counting)}, count(*)::int,
      sum(${revenueOf(counting)}), sum(cost_shop_amount), sum(${linesWorth(counting, 'costed')}),
      sum(${linesWorth(counting, 'all')}),
      (count(*) filter (where financial_status = 'PENDING'))::int
    from orders where shop_id = ${rules.shop} ${which}
    group by 2, 3`;
}
