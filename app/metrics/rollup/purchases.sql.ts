import { dayOf, leftOutReason, onDiscount, revenueOf } from '../../store/sql/counted-orders';
import { empty, sql, type Sql } from '../../store/db.server';
import { countingRules } from '../scope';
import type { BookRules } from './book-rules';

/**
 * Purchases from counted orders (metrics.md section 1, "Purchases of a customer"): the counted
 * orders of a customer's day are one, or each is one, by setting. What a row says of its place
 * (number, tenure, gap) looks back only, so that any past day is a filter on `day`.
 *
 * `which` narrows the customers; empty means all of the shop.
 */
export function insertPurchases(rules: BookRules, which: Sql = empty): Sql {
  const counting = countingRules(rules);
  const trial = sql`products <@ ${rules.trialProducts}::bigint[] and cardinality(products) > 0`;
  const upsell = sql`products && ${rules.upsellProducts}::bigint[]`;
  const byOrder = rules.settings.counting === 'order';
  // a renewal is an order with a selling plan after the customer's first day with one
  const renewals = sql`case when sum(subscription_orders) over before > 0 then subscription_orders else 0 end`;
  return sql`
    insert into purchases (shop_id, customer_id, number, day, tenure, gap, plain_number, plain_gap, orders,
      revenue_shop_amount, plain_revenue_shop_amount, subscription_orders, discounted, trial_only, upsell, product_ids)
    with counted as (
      select customer_id, ${dayOf(counting)} as day, ${byOrder ? sql`processed_at, id,` : empty}
        ${revenueOf(counting)} as revenue, ${onDiscount(counting)} as discounted, has_selling_plan, product_ids
      from orders where shop_id = ${rules.shop} and ${leftOutReason(counting)} = '' ${which}
    ), bought as (
      select customer_id, day, ${byOrder ? sql`min(processed_at) as processed_at, id,` : empty}
        count(*)::int as orders, sum(revenue) as revenue, bool_and(discounted) as discounted,
        (count(*) filter (where has_selling_plan))::int as subscription_orders,
        sum(revenue) filter (where has_selling_plan) as subscription_revenue,
        array_join(product_ids) as products
      from counted group by customer_id, day ${byOrder ? sql`, id` : empty}
    ), placed as (
      select *, row_number() over so_far as number, day - first_value(day) over so_far as tenure,
        day - lag(day) over so_far as gap,
        ${rules.hasSubscriptions ? renewals : sql`0`} as renewals
      from bought
      window so_far as (partition by customer_id order by day ${byOrder ? sql`, processed_at, id` : empty}),
        before as (partition by customer_id order by day ${byOrder ? sql`, processed_at, id` : empty}
          rows between unbounded preceding and 1 preceding)
    )
    select ${rules.shop}::int, customer_id, number, day, tenure, gap, ${plainColumns(rules, byOrder)}, orders, revenue,
      ${rules.hasSubscriptions ? sql`revenue - case when renewals > 0 then subscription_revenue else 0 end` : sql`revenue`},
      subscription_orders, discounted,
      ${rules.trialProducts.length > 0 ? trial : sql`false`}, ${rules.upsellProducts.length > 0 ? upsell : sql`false`},
      case when number = 1 then products end
    from placed`;
}

/** Number and gap among the purchases that are more than renewals. */
function plainColumns(rules: BookRules, byOrder: boolean): Sql {
  if (!rules.hasSubscriptions) return sql`number, gap`;
  const order = byOrder ? sql`day, processed_at, id` : sql`day`;
  const plain = sql`orders > renewals`;
  return sql`
    case when ${plain} then count(*) filter (where ${plain}) over (partition by customer_id order by ${order} rows unbounded preceding) end,
    case when ${plain} then day - max(day) filter (where ${plain}) over (partition by customer_id order by ${order}
      rows between unbounded preceding and 1 preceding) end`;
}
