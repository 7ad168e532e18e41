import { sql, type Sql } from '../../store/db.server';
import { ofKept, TAX, WORTH } from '../../store/sql/line-worth';

/**
 * Sums of an order's lines that its row keeps, one row per order with lines. A line's tax and worth shrink with the kept
 * quantity. `gross_*` includes the tax, which only the order can subtract (`taxes_included`).
 * @param lines the `from` clause: rows with the columns of `order_lines`
 */
export function lineSums(lines: Sql): Sql {
  return sql`
    select order_id,
      least(sum(kept_quantity), 2147483647)::int as kept_quantity,
      bool_or(gift_card) as has_gift_card,
      bool_or(selling_plan_id is not null) as has_selling_plan,
      bool_or(discounted and not gift_card) as discounted,
      sum(list_shop_amount) filter (where not gift_card) as goods_list,
      sum(discount_shop_amount) filter (where not gift_card and discount_shop_amount <> 0) as goods_discount,
      sum(${WORTH}) filter (where gift_card) as gift_card,
      sum(${ofKept(WORTH)}) filter (where gift_card) as gift_card_kept,
      sum(${ofKept(WORTH)}) filter (where not gift_card) as gross_lines,
      sum(${ofKept(TAX)}) filter (where not gift_card) as tax_kept,
      sum(unit_cost_shop_amount * kept_quantity) filter (where not gift_card) as cost,
      sum(${ofKept(WORTH)}) filter (where not gift_card and unit_cost_shop_amount is not null) as gross_costed,
      sum(${ofKept(TAX)}) filter (where not gift_card and unit_cost_shop_amount is not null) as costed_tax,
      array_agg(coalesce(product_id, 0) order by id) filter (where not gift_card and kept_quantity > 0) as product_ids
    from ${lines} group by order_id`;
}

/** The columns of `orders` that come from its lines, and their values from `sums` and `staged`. */
const COLUMNS: readonly (readonly [column: string, value: Sql])[] = [
  ['kept_quantity', sql`coalesce(sums.kept_quantity, 0)`],
  ['has_gift_card', sql`coalesce(sums.has_gift_card, false)`],
  ['has_selling_plan', sql`coalesce(sums.has_selling_plan, false)`],
  ['discounted', sql`coalesce(sums.discounted, false)`],
  ['goods_list_shop_amount', sql`coalesce(sums.goods_list, 0)`],
  ['goods_discount_shop_amount', sql`coalesce(sums.goods_discount, 0)`],
  ['gift_card_shop_amount', sql`coalesce(sums.gift_card, 0)`],
  ['gift_card_kept_shop_amount', sql`coalesce(sums.gift_card_kept, 0)`],
  ['tax_kept_shop_amount', sql`coalesce(sums.tax_kept, 0)`],
  ['cost_shop_amount', sql`coalesce(sums.cost, 0)`],
  [
    'costed_shop_amount',
    sql`coalesce(sums.gross_costed - case when staged.taxes_included then sums.costed_tax else 0 end, 0)`,
  ],
  ['costed_tax_shop_amount', sql`coalesce(sums.costed_tax, 0)`],
  [
    'lines_shop_amount',
    sql`coalesce(sums.gross_lines - case when staged.taxes_included then sums.tax_kept else 0 end, 0)`,
  ],
  ['product_ids', sql`coalesce(sums.product_ids, '{}')`],
];

export const sumColumns = COLUMNS.map(([column]) => column);
export const sumValues = COLUMNS.map(([, value]) => value);
