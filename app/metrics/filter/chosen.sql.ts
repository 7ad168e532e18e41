import { empty, join, sql, type Sql } from '../../store/db.server';
import { dateLiteral, type Scope } from '../scope';
import { UNKNOWN_SOURCE } from '../../terms/filters';
import type { Filter } from './filter';

/** The first purchases before D. Each has its customer's first counted order. */
export const firstPurchasesOf = (scope: Pick<Scope, 'shop' | 'asOf'>): Sql =>
  sql`purchases where shop_id = ${scope.shop} and number = 1 and day < ${dateLiteral(scope.asOf)}`;

/**
 * The customers that a filter chooses, as rows of `customer_id`.
 * @param among a further condition on their first purchases, as `and …`
 */
export function chosenCustomers(
  scope: Pick<Scope, 'shop' | 'asOf'>,
  filter: Filter,
  among: Sql = empty,
): Sql {
  const { product, discount, source, plan } = filter;
  const conditions = [
    product === undefined ? empty : sql`and first_product_ids @> array[${product}::bigint]`,
    discount === undefined ? empty : sql`and first_discounted = ${discount}`,
    source === undefined
      ? empty
      : sql`and first_source is not distinct from ${source === UNKNOWN_SOURCE ? null : source}`,
    plan === undefined ? empty : sql`and first_plan = ${plan}`,
  ];
  return sql`select customer_id from ${firstPurchasesOf(scope)} ${join([...conditions, among], ' ')}`;
}
