import { empty, sql, type Sql } from '../../store/db.server';
import { dateLiteral, type Scope } from '../scope';

/** The columns of `customer_summaries` after the shop, in the order of `selectSummaries`. */
export const SUMMARY_COLUMNS = `customer_id, first_day, second_day, third_day, last_day, purchases, orders,
  revenue_shop_amount, discounted_only, trial_only, full_day, upsell_day, subscription_orders, plain_purchases,
  plain_second_day, plain_last_day, then_purchases, then_last_day, then_trial_only, then_subscription_orders`;

/**
 * One row per customer with a purchase before D; `then_*` is the same as of the month's start.
 * `which` narrows the customers; empty means all of the shop.
 */
export function selectSummaries(
  scope: Pick<Scope, 'shop' | 'asOf' | 'monthStart'>,
  which: Sql = empty,
): Sql {
  const then = sql`(where day < ${dateLiteral(scope.monthStart)})`;
  return sql`
    select customer_id, min(day) as first_day,
      min(day) filter (where number = 2) as second_day, min(day) filter (where number = 3) as third_day,
      max(day) as last_day, count(*)::int as purchases, sum(orders)::int as orders,
      sum(revenue_shop_amount) as revenue_shop_amount, bool_and(discounted) as discounted_only,
      bool_and(trial_only) as trial_only, min(day) filter (where not trial_only) as full_day,
      min(day) filter (where upsell) as upsell_day,
      sum(subscription_orders)::int as subscription_orders,
      count(plain_number)::int as plain_purchases, min(day) filter (where plain_number = 2) as plain_second_day,
      max(day) filter (where plain_number is not null) as plain_last_day,
      (count(*) filter ${then})::int as then_purchases, max(day) filter ${then} as then_last_day,
      bool_and(trial_only) filter ${then} as then_trial_only,
      coalesce(sum(subscription_orders) filter ${then}, 0)::int as then_subscription_orders
    from purchases
    where shop_id = ${scope.shop} and day < ${dateLiteral(scope.asOf)} ${which}
    group by customer_id`;
}

/**
 * One row per subscriber before D: when the minimum contract was reached and the median gap between
 * subscription orders (those of one day have gaps of 0), now and as of the month's start.
 */
export function selectSubscribers(
  scope: Pick<Scope, 'shop' | 'asOf' | 'monthStart' | 'settings'>,
): Sql {
  const then = sql`(where day < ${dateLiteral(scope.monthStart)})`;
  return sql`
    with each as (
      select customer_id, day, day - lag(day) over so_far as gap, row_number() over so_far as position
      from purchases, generate_series(1, subscription_orders)
      where shop_id = ${scope.shop} and subscription_orders > 0 and day < ${dateLiteral(scope.asOf)}
      window so_far as (partition by customer_id order by day, number)
    )
    select customer_id, max(day) as last_subscription_day,
      percentile_cont(0.5) within group (order by gap) as median_gap,
      min(day) filter (where position = ${scope.settings.minimumContractOrders}) as contract_day,
      max(day) filter ${then} as then_last_subscription_day,
      percentile_cont(0.5) within group (order by gap) filter ${then} as then_median_gap
    from each group by customer_id`;
}
