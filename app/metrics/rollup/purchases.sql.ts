import { leftOutReason, onDiscount, OWN_DAY, revenueOf } from '../../store/sql/counted-orders';
import { empty, join, raw, sql, type Sql } from '../../store/db.server';
import { countingRules } from '../scope';
import type { BookRules } from './book-rules';

/** The columns of `selectPurchases`. */
export const PURCHASE_COLUMNS = raw(`shop_id, customer_id, number, day, month, cohort, tenure, gap,
  plain_number, plain_gap, orders, revenue_shop_amount, plain_revenue_shop_amount, subscription_orders,
  subscription_revenue_shop_amount, discounted, trial_only, upsell, product_ids, next_product_ids, first_product_ids, first_discounted, first_plan, first_source`);

/** Writes purchases (`selectPurchases`). */
export function insertPurchases(rules: BookRules, which: Sql = empty): Sql {
  return sql`insert into purchases (${PURCHASE_COLUMNS}) ${selectPurchases(rules, which)}`;
}

/**
 * Purchases from counted orders (README.md: purchase): the counted orders of a customer's day
 * are one, or each is one, by setting. A row's place (number, tenure, gap) depends on earlier rows
 * only, so that any past day is a filter on `day`.
 *
 * One sort by customer and time serves the grouping and the places. `which` narrows the customers;
 * empty means all of the shop. The transaction is in the shop's zone (`inZoneOf`).
 */
export function selectPurchases(rules: BookRules, which: Sql = empty): Sql {
  const order = rules.settings.counting === 'order' ? raw('day, processed_at, id') : raw('day');
  return sql`
    with placed as (
      select *, row_number() over so_far as number, first_value(day) over so_far as first_day,
        first_value(month) over so_far as cohort,
        day - lag(day) over so_far as gap, ${rules.hasSubscriptions ? RENEWALS : sql`0`} as renewals
      from (select *, ${MONTH} as month from (${bought(rules, which)}) bought) bought
      window so_far as (partition by customer_id order by ${order}),
        before as (partition by customer_id order by ${order} rows between unbounded preceding and 1 preceding)
    )
    select ${rules.shop}::int as shop_id, customer_id, number, day, month, cohort, day - first_day as tenure, gap,
      ${rules.hasSubscriptions ? plainPlace(order) : sql`number as plain_number, gap as plain_gap`}, orders, revenue as revenue_shop_amount,
      ${rules.hasSubscriptions ? sql`revenue - case when renewals > 0 then subscription_revenue else 0 end` : sql`revenue`} as plain_revenue_shop_amount,
      subscription_orders, subscription_revenue as subscription_revenue_shop_amount, discounted,
      trial_only, upsell,
      case when number = 1 then products end as product_ids,
      case when number between 2 and 3 ${rules.hasSubscriptions ? sql`or ${plainNumber(order)} between 2 and 3` : empty}
        then products end as next_product_ids,
      ${join(OF_FIRST_ORDER.map(ofFirstOrder))}
    from placed left join lateral (${firstOrder(rules)}) first_order on true`;
}

/**
 * Of the purchases by `selectPurchases` what product roles decide: `trial_only` and `upsell`, with customer and day. It
 * sorts nothing, which takes a third of the time.
 */
export function selectRolesOfPurchases(rules: BookRules, which: Sql): Sql {
  return sql`select customer_id, day, trial_only, upsell from (${bought(rules, which)}) bought`;
}

/** Whether a purchase is of trial products alone, and whether it has a back-end or cross-sell product: of its orders' products. */
function roleColumns({ trialProducts, upsellProducts }: BookRules): Sql {
  const trial = sql`bool_and(${isAll(trialProducts)}) and bool_or(cardinality(product_ids) > 0)`;
  return sql`${trialProducts.length > 0 ? trial : sql`false`} as trial_only,
      ${upsellProducts.length > 0 ? sql`bool_or(${hasSome(upsellProducts)})` : sql`false`} as upsell`;
}

/**
 * An order of some of these products, as `product_ids && …`. PostgreSQL hashes the list for an `= any`, and goes through it for
 * an `&&` and a `<@`: of most orders, which have one product or two, it hashes.
 */
export const hasSome = (products: readonly string[]): Sql => {
  const list = sql`${[...products]}::bigint[]`;
  return sql`case when cardinality(product_ids) > 2 then product_ids && ${list}
    else coalesce(product_ids[1] = any(${list}), false) or coalesce(product_ids[2] = any(${list}), false) end`;
};

/** An order of these products alone, or of none, as `product_ids <@ …`. */
const isAll = (products: readonly string[]): Sql => {
  const list = sql`${[...products]}::bigint[]`;
  return sql`case when cardinality(product_ids) > 2 then product_ids <@ ${list}
    else coalesce(product_ids[1] = any(${list}), true) and coalesce(product_ids[2] = any(${list}), true) end`;
};

/** Counted orders summed by purchase, with customer and day. */
function bought(rules: BookRules, which: Sql): Sql {
  const counting = countingRules(rules);
  const byOrder = rules.settings.counting === 'order';
  return sql`
    select customer_id, ${OWN_DAY} as day, ${byOrder ? sql`processed_at, id,` : empty}
      count(*)::int as orders, sum(${revenueOf(counting)}) as revenue,
      bool_and(${onDiscount(counting)}) as discounted,
      ${
        rules.hasSubscriptions
          ? sql`(count(*) filter (where has_selling_plan))::int as subscription_orders,
      sum(${revenueOf(counting)}) filter (where has_selling_plan) as subscription_revenue,`
          : sql`0 as subscription_orders, null::numeric as subscription_revenue,`
      }
      ${roleColumns(rules)},
      array_join(product_ids) as products, any_value(has_selling_plan) as plan, any_value(source) as source
    from orders where shop_id = ${rules.shop} and ${leftOutReason(counting)} = '' ${which}
    group by customer_id, 2 ${byOrder ? sql`, processed_at, id` : empty}`;
}

/**
 * A customer's first counted order, by time, in one second the smaller id. A first purchase of one order is that order:
 * only one of several looks for it.
 */
function firstOrder(rules: BookRules): Sql {
  const counting = countingRules(rules);
  return sql`
    select product_ids as first_products, ${onDiscount(counting)} as first_discounted, has_selling_plan as first_plan,
      source as first_source
    from orders
    where placed.number = 1 and placed.orders > 1
      and shop_id = ${rules.shop} and customer_id = placed.customer_id and ${leftOutReason(counting)} = ''
    order by processed_at, id limit 1`;
}

const OF_FIRST_ORDER = [
  ['products', 'first_product_ids'],
  ['discounted', 'first_discounted'],
  ['plan', 'first_plan'],
  ['source', 'first_source'],
] as const;

const ofFirstOrder = ([column, name]: (typeof OF_FIRST_ORDER)[number]) =>
  raw(
    `case when number = 1 then case when orders > 1 then first_${column} else ${column} end end as ${name}`,
  );

/** A renewal is an order with a selling plan after the customer's first purchase with one. */
const RENEWALS = sql`case when sum(subscription_orders) over before > 0 then subscription_orders else 0 end`;

/** Months since year 0, as the calendar's `monthIndex`. */
const MONTH = sql`(date_part('year', day) * 12 + date_part('month', day) - 1)::smallint`;

/** A purchase that is not only renewals. */
const IS_PLAIN = sql`orders > renewals`;

/** Its number among the purchases that are not only renewals. */
const plainNumber = (
  order: Sql,
) => sql`case when ${IS_PLAIN} then count(*) filter (where ${IS_PLAIN})
      over (partition by customer_id order by ${order} rows unbounded preceding) end`;

/** Number and gap among the purchases that are not only renewals. */
function plainPlace(order: Sql): Sql {
  return sql`
    ${plainNumber(order)} as plain_number,
    case when ${IS_PLAIN} then day - max(day) filter (where ${IS_PLAIN})
      over (partition by customer_id order by ${order} rows between unbounded preceding and 1 preceding) end as plain_gap`;
}
