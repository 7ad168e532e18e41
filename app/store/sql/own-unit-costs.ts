import { sql, type ShopId, type Sql } from '../db.server';

/** The unit costs that a merchant has entered, as rows `cost` with the columns of own_unit_costs. */
export const ownCostsOf = (shop: ShopId): Sql =>
  sql`(select * from own_unit_costs where shop_id = ${shop}) cost`;

/** The key of a row `cost` (app/settings/entered/goods/cost-key.ts). */
export const KEY_OF_COST = sql`cost.product_id || ' ' || cost.variant_id || ' '
  || case when isfinite(cost.from_day) then cost.from_day::text else 'always' end`;

/** Amounts by key as rows `cost` of the same columns, `unit_cost_shop_amount` null where the amount is. */
export const costsOfKeys = (values: Readonly<Record<string, number | null>>): Sql => sql`(
  select split_part(key, ' ', 1)::bigint as product_id, split_part(key, ' ', 2)::bigint as variant_id,
    case when key like '% always' then '-infinity' else split_part(key, ' ', 3)::date end as from_day,
    amount::numeric as unit_cost_shop_amount
  from jsonb_each_text(${JSON.stringify(values)}::jsonb) given(key, amount)) cost`;
