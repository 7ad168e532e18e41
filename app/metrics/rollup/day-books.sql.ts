import { dayOf, leftOutReason, linesWorth, revenueOf } from '../../store/sql/counted-orders';
import { empty, sql, type Sql } from '../../store/db.server';
import { countingRules } from '../scope';
import type { BookRules } from './book-rules';

/** The orders of each day by why they are left out; `which` narrows the orders. */
export function selectDayBooks(rules: BookRules, which: Sql = empty): Sql {
  const counting = countingRules(rules);
  return sql`
    select ${rules.shop}::int as shop_id, ${dayOf(counting)} as day, ${leftOutReason(counting)} as reason,
      count(*)::int as orders, sum(${revenueOf(counting)}) as revenue_shop_amount, sum(cost_shop_amount) as cost_shop_amount,
      sum(${linesWorth(counting, 'costed')}) as costed_shop_amount,
      sum(${linesWorth(counting, 'all')}) as lines_shop_amount,
      (count(*) filter (where financial_status = 'PENDING'))::int as pending_orders
    from orders where shop_id = ${rules.shop} ${which}
    group by 2, 3`;
}
