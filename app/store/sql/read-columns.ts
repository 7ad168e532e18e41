import { join, raw, sql, type Sql } from '../db.server';

/**
 * The columns of `orders` that a number reads: if none of them changes, no number changes.
 * `tests/metrics/read-columns.test.ts` compares them with what the metrics' SQL reads.
 */
export const READ_COLUMNS = [
  'name',
  'processed_at',
  'cancelled_at',
  'customer_id',
  'test',
  'financial_status',
  'currency',
  'taxes_included',
  'subtotal_shop_amount',
  'current_subtotal_shop_amount',
  'refund_discrepancy_shop_amount',
  'kept_quantity',
  'has_gift_card',
  'has_selling_plan',
  'discounted',
  'goods_list_shop_amount',
  'goods_discount_shop_amount',
  'gift_card_shop_amount',
  'gift_card_kept_shop_amount',
  'tax_kept_shop_amount',
  'cost_shop_amount',
  'costed_shop_amount',
  'costed_tax_shop_amount',
  'lines_shop_amount',
  'product_ids',
  'source',
] as const;

/** Whether two rows of an order, by these names, give the same numbers. */
export function readAlike(one: string, other: string): Sql {
  const of = (row: string) => sql`(${join(READ_COLUMNS.map((column) => raw(`${row}.${column}`)))})`;
  return sql`${of(one)} is not distinct from ${of(other)}`;
}
