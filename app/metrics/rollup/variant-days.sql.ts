import { leftOutReason } from '../../store/sql/counted-orders';
import { ofKept, TAX, WORTH } from '../../store/sql/line-worth';
import { empty, sql, type Sql } from '../../store/db.server';
import { countingRules } from '../scope';
import type { BookRules } from './book-rules';

/**
 * What was kept of each variant in a day's counted orders, in the order of the table's columns: the quantity, the cost
 * by Shopify's unit costs, and what the lines with such a cost and all lines are worth. Over all variants cost and worth
 * are those of the day books.
 * @param orders the shop's orders of whole days with their `day`, named `orders`
 * @param among which lines, as `and …` over `line`; default: all
 * @param day of a row; default: each day has its own
 */
export function selectVariantDays(
  rules: BookRules,
  orders: Sql,
  among: Sql = empty,
  day: Sql = sql`day`,
): Sql {
  return sql`
    select ${rules.shop}::int as shop_id, ${day} as day, coalesce(product_id, 0) as product_id, coalesce(variant_id, 0) as variant_id,
      ${soldSums(rules)}
    from (select id, day, taxes_included from ${orders} where ${leftOutReason(countingRules(rules))} = '') counted
    join order_lines line on line.shop_id = ${rules.shop} and line.order_id = counted.id
    where not gift_card ${among}
    group by 2, 3, 4`;
}

/**
 * What was kept of some lines: the sums of `selectVariantDays`. For rows `line` of order_lines, whose order is a row
 * `counted` with `taxes_included`.
 */
export function soldSums(rules: BookRules): Sql {
  const tax = sql`(${ofKept(TAX)})`;
  const worth =
    rules.settings.revenueBasis === 'net'
      ? sql`(${ofKept(WORTH)}) - case when counted.taxes_included then ${tax} else 0 end`
      : sql`(${ofKept(WORTH)}) + case when counted.taxes_included then 0 else ${tax} end`;
  return sql`sum(kept_quantity)::bigint as quantity,
      coalesce(sum(unit_cost_shop_amount * kept_quantity), 0) as cost_shop_amount,
      coalesce(sum(${worth}) filter (where unit_cost_shop_amount is not null), 0) as costed_shop_amount,
      sum(${worth}) as lines_shop_amount`;
}
