import { sql, type Sql, type Tx } from '../../store/db.server';

/** Each cost with the day before which it holds: that of the next one of the same goods. */
const ranges = (costs: Sql): Sql => sql`(
  select product_id, variant_id, from_day, unit_cost_shop_amount as unit_cost,
    coalesce(lead(from_day) over (partition by product_id, variant_id order by from_day), 'infinity') as until_day
  from ${costs})`;

const holds = (range: Sql): Sql =>
  sql`${range}.product_id = sold.product_id and sold.day >= ${range}.from_day and sold.day < ${range}.until_day`;

/**
 * Joins the merchant's unit costs to rows `sold` of variant_days: that of the variant, which goes first, and that of its
 * whole product, as they hold on the day (README.md section 1).
 * @param costs rows `cost` with the columns of own_unit_costs
 */
export const withOwnCost = (costs: Sql): Sql => sql`
  left join ${ranges(costs)} of_variant on of_variant.variant_id = sold.variant_id and of_variant.variant_id <> 0
    and ${holds(sql`of_variant`)}
  left join ${ranges(costs)} of_product on of_product.variant_id = 0 and ${holds(sql`of_product`)}`;

const OWN = sql`coalesce(of_variant.unit_cost, of_product.unit_cost)`;

/** Of some `sold` rows with their own costs: what they cost, and the worth of those whose cost is known. */
export const COST = sql`coalesce(${OWN} * sold.quantity, sold.cost_shop_amount)`;
export const COSTED = sql`case when ${OWN} is null then sold.costed_shop_amount else sold.lines_shop_amount end`;

/**
 * Runs statements that join own costs. The tables may be too new for statistics, and without them PostgreSQL compares each
 * row with each cost: 22 s at 57,000 rows and 300 costs, where a hash takes 0.1 s.
 */
export async function hashed<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.query(sql`set local enable_nestloop = off`);
  const result = await work();
  await tx.query(sql`set local enable_nestloop to default`);
  return result;
}
