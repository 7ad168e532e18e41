import { empty, join, raw, sql, type Sql } from '../../store/db.server';
import { leftOutReason, linesWorth, OWN_DAY } from '../../store/sql/counted-orders';
import { ownCostsOf } from '../../store/sql/own-unit-costs';
import { COST, COSTED, withOwnCost } from '../costs/own-costs.sql';
import { countingRules, dateLiteral, isChosen, purchasesOf, type Scope } from '../scope';
import { segmentRule } from '../segments/segments.sql';
import { stageFacts, stageRule } from '../stages/stage-rules';
import type { BookRules } from './book-rules';
import { soldSums } from './variant-days.sql';

/** Purchases from which on a customer has a pace of their own (README.md: next expected day). */
export const OWN_PACE = 4;

/**
 * A row per customer of `scope.summaries`, with the columns of `people` after the shop (`PEOPLE_COLUMNS`). Stage and segment
 * come from the rules that the snapshot counts by. The transaction is in the shop's zone, and has the table of subscribers
 * where the shop has any.
 * @param scope with the table of the answers before D
 * @param goods the table of `selectGoods`
 */
export function selectPeople(scope: Scope, goods: Sql): Sql {
  const day = dateLiteral(scope.asOf);
  return sql`
    select ${join(COLUMNS.map(([name, value]) => raw(value === name ? name : `${value} as ${name}`)))}
    from (
      select *, ${stageRule(scope, 'now')} as stage, ${segmentRule} as segment,
        coalesce(email_since < ${day}, false) as email_consent, coalesce(sms_since < ${day}, false) as sms_consent
      from ${stageFacts(scope)}
    ) fact
    left join (${ofPurchases(scope)}) own on own.customer_id = fact.customer_id
    left join ${goods} goods on goods.customer_id = fact.customer_id
    left join (${laterPurchases(scope)}) later on later.customer_id = fact.customer_id
    left join (select id, rfm_group from customers where shop_id = ${scope.shop}) known on known.id = fact.customer_id
    left join (${latestAnswer(scope)}) answer on answer.customer_id = fact.customer_id`;
}

/** Each column and where its value comes from, in the order of the table. */
const COLUMNS: readonly [name: string, value: string][] = [
  ['customer_id', 'fact.customer_id'],
  ['first_day', 'first_day'],
  ['second_day', 'second_day'],
  ['last_day', 'last_day'],
  ['last_subscription_day', 'last_subscription_day'],
  ['answered_day', 'answer.day'],
  ['purchases', 'purchases'],
  ['orders', 'orders'],
  ['discounted_purchases', 'coalesce(discounted_purchases, 0)'],
  ['subscription_orders', 'subscription_orders'],
  ['stage', 'stage'],
  ['score', 'answer.score'],
  ['email_consent', 'email_consent'],
  ['sms_consent', 'sms_consent'],
  ['first_discounted', 'first_discounted'],
  ['first_plan', 'first_plan'],
  ['answer_id', 'answer.answer_id'],
  ['subscription_gap', 'median_gap'],
  ['own_gap', 'own_gap'],
  ['revenue_order', 'revenue_shop_amount::float8'],
  ['margin_order', '(revenue_shop_amount * margin_rate)::float8'],
  ['own_expected', 'last_day + ceil(own_gap)::int'],
  ['segment', 'segment'],
  ['reason', 'answer.reason'],
  ['rfm_group', 'rfm_group'],
  ['first_source', 'first_source'],
  ['revenue_shop_amount', 'revenue_shop_amount'],
  ['cost_shop_amount', 'coalesce(cost, 0)'],
  ['costed_shop_amount', 'coalesce(costed, 0)'],
  ['lines_shop_amount', 'coalesce(lines, 0)'],
  ['margin_shop_amount', 'revenue_shop_amount * margin_rate'],
  ['first_products', 'first_products'],
  ['second_products', 'second_products'],
  ['bought_products', "coalesce(bought_products, '{}')"],
  ['filter_products', 'first_product_ids'],
  ['later_days', 'later_days'],
  ['later_plain_days', 'later_plain_days'],
];

/** The names of `selectPeople`'s columns, in their order. */
export const PEOPLE_COLUMNS = raw(COLUMNS.map(([name]) => name).join(', '));

/** What the purchases alone know. Only a first purchase has the columns of the first order. */
const ofPurchases = (scope: Scope): Sql => sql`
  select customer_id, (count(*) filter (where discounted))::int as discounted_purchases,
    any_value(next_product_ids) filter (where number = 2) as second_products,
    any_value(first_product_ids) filter (where number = 1) as first_product_ids,
    bool_or(first_discounted) as first_discounted, bool_or(first_plan) as first_plan, max(first_source) as first_source
  from ${purchasesOf(scope)} group by customer_id`;

/**
 * The purchases from the second on of customers with a pace of their own, and of those with renewals: their days in order, and
 * the median gap of the former. Of others the first, second and last day are all that lists ask for.
 */
const laterPurchases = (scope: Scope): Sql => sql`
  select customer_id,
    case when count(*) >= ${OWN_PACE}::int - 1 then percentile_cont(0.5) within group (order by gap) end as own_gap,
    array_agg(day order by day) as later_days,
    array_agg(day order by day) filter (where plain_number is not null) as later_plain_days
  from ${purchasesOf(scope)} where gap is not null and customer_id in (
    select customer_id from ${scope.summaries} where purchases >= ${OWN_PACE}::int or subscription_orders > 1)
  group by customer_id`;

const latestAnswer = ({ answers }: Scope): Sql =>
  answers === null
    ? sql`select null::bigint as customer_id, null::date as day, null::smallint as score, null::text as reason, null::bigint as answer_id where false`
    : sql`select customer_id, day, score, reason, answer_id from ${answers} given where customer_id is not null and next_day is null`;

/**
 * Products and margin of each customer's counted orders before D. The margin follows README.md section 1, over the customer's
 * own lines: `margin_rate` is null where the cost of less than half of their worth is known.
 * @param ownCosts the table of `selectOwnCosts`; null in a shop without own unit costs
 */
export function selectGoods(scope: Scope, ownCosts: Sql | null): Sql {
  const counting = countingRules(scope);
  const { defaultMargin } = scope.settings;
  const [known, cost] =
    defaultMargin === null
      ? [sql`costed`, sql`cost`]
      : [sql`lines`, sql`(cost + (lines - costed) * (1 - ${defaultMargin}::numeric))`];
  const own = ownCosts === null ? sql`0` : sql`coalesce(moved.cost, 0)`;
  const ownCosted = ownCosts === null ? sql`0` : sql`coalesce(moved.costed, 0)`;
  return sql`
    select customer_id, bought_products, cost, costed, lines,
      case when lines > 0 and 2 * ${known} >= lines then (${known} - ${cost}) / nullif(${known}, 0) end as margin_rate
    from (
      select bought.customer_id, bought.cost + ${own} as cost, bought.costed + ${ownCosted} as costed, lines,
        array(select distinct product from unnest(products) product where product <> 0 order by 1) as bought_products
      from (
        select customer_id, array_join(product_ids) as products, sum(cost_shop_amount) as cost,
          sum(${linesWorth(counting, 'costed')}) as costed, sum(${linesWorth(counting, 'all')}) as lines
        from ${countedOrders(scope)} group by customer_id
      ) bought
      ${ownCosts === null ? empty : sql`left join ${ownCosts} moved on moved.customer_id = bought.customer_id`}
    ) summed`;
}

/** The counted orders of the scope's customers before D, with their `day`, as rows `counted`. */
function countedOrders(scope: Scope): Sql {
  return sql`(
    select *, ${OWN_DAY} as day from orders where shop_id = ${scope.shop} and ${leftOutReason(countingRules(scope))} = ''
      and ${OWN_DAY} < ${dateLiteral(scope.asOf)} ${isChosen(scope)}) counted`;
}

/** By how much own unit costs move the sums of `selectGoods`, by customer (`costs/own-costs.sql.ts`). */
export function selectOwnCosts(scope: Scope, rules: BookRules): Sql {
  const ownCosts = ownCostsOf(scope.shop);
  return sql`
    select customer_id, sum(${COST} - sold.cost_shop_amount) as cost, sum(${COSTED} - sold.costed_shop_amount) as costed
    from (
      select customer_id, day, product_id, coalesce(variant_id, 0) as variant_id, ${soldSums(rules)}
      from (select id, customer_id, day, taxes_included from ${countedOrders(scope)}) counted
      join order_lines line on line.shop_id = ${scope.shop} and line.order_id = counted.id
      where not gift_card and product_id in (select product_id from ${ownCosts})
      group by 1, 2, 3, 4
    ) sold ${withOwnCost(ownCosts)}
    group by customer_id`;
}
