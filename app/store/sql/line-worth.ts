import { sql, type Sql } from '../db.server';

/**
 * The part of a line's amount that its kept quantity has, for rows of `order_lines`. The division is limited to returned
 * lines, so that whole lines stay exact.
 */
export const ofKept = (amount: Sql): Sql => sql`case when kept_quantity = quantity then ${amount}
  when quantity = 0 then 0 else ${amount} * kept_quantity / quantity end`;

/** A line's worth after its discounts, and the tax of it, as placed. */
export const WORTH = sql`(list_shop_amount - discount_shop_amount)`;
export const TAX = sql`tax_shop_amount`;
