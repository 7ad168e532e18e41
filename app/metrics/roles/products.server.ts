import { z } from 'zod';
import { rows, sql, withShop, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { leftOutReason } from '../../store/sql/counted-orders';
import { PRODUCT_ROLES } from '../../terms/product-roles';
import { integer } from '../number';
import { suggestRoles, suggestTrials, type ProductFacts, type Suggestion } from './suggest';

/** Products that are read: the rest have the fewest first orders, and are found by their title. */
const MOST_PRODUCTS = 200;
/** The latest counted orders, whose lines tell prices and subscriptions. */
const LATEST_ORDERS = 5000;

const factsSchema = z.object({
  id: z.string(),
  title: z.string().nullable(),
  role: z.enum(PRODUCT_ROLES).nullable(),
  orders: integer,
  firstOrders: integer,
  price: z.number().nullable(),
  plan: z.boolean(),
});

const shopSchema = z.object({
  firstOrders: integer,
  products: integer,
  medianPrice: z.number().nullable(),
});

/** The products of a shop, with the roles that are suggested for them. */
export interface ShopProducts {
  /** most first orders first */
  products: (ProductFacts & { suggestion: Suggestion | null })[];
  /** those that match, of which `products` has the first */
  matching: number;
  /** first counted orders of all customers */
  firstOrders: number;
}

/**
 * The products that were in a counted order, and those that have a role.
 * @param search a part of the title; empty: all
 */
export async function readShopProducts(
  shop: ShopId,
  currency: string,
  search: string,
): Promise<ShopProducts> {
  return await withShop(shop, async (tx) => {
    const counted = sql`shop_id = ${shop} and ${leftOutReason({ currency })} = ''`;
    await tx.query(sql`create temp table sold on commit drop as ${soldProducts(shop, counted)}`);
    const [all] = await rows(
      tx,
      shopSchema,
      sql`
      select (select count(*) from purchases where shop_id = ${shop} and number = 1)::int as "firstOrders",
        (count(*) filter (where ${matches(search)}))::int as products,
        percentile_cont(0.5) within group (order by price) as "medianPrice"
      from sold`,
    );
    const found = await rows(
      tx,
      factsSchema,
      sql`
      select id::text, title, role, orders, first_orders as "firstOrders", price, plan from sold
      where ${matches(search)} order by first_orders desc, orders desc, sold.id limit ${MOST_PRODUCTS}`,
    );
    const ofShop = { firstOrders: all?.firstOrders ?? 0, medianPrice: all?.medianPrice ?? null };
    const trials = suggestTrials(
      found.map((product) => ({ ...product, afterTrial: 0 })),
      ofShop,
    );
    const after = await boughtAfter(tx, shop, counted, [
      ...found.filter(({ role }) => role === 'trial').map(({ id }) => id),
      ...trials.keys(),
    ]);
    const products = found.map((product) => ({
      ...product,
      afterTrial: after.get(product.id) ?? 0,
    }));
    const suggestions = suggestRoles(products, ofShop);
    return {
      products: products.map((product) => ({
        ...product,
        suggestion: suggestions.get(product.id) ?? null,
      })),
      matching: all?.products ?? 0,
      firstOrders: ofShop.firstOrders,
    };
  });
}

/** A search for a part of the title: no character of it is a wildcard. */
const matches = (search: string): Sql =>
  search === '' ? sql`true` : sql`strpos(lower(coalesce(title, '')), lower(${search})) > 0`;

/**
 * One row per product: counted orders and first orders that had it, and of the latest orders the median price of one and
 * whether it was sold with a selling plan.
 */
const soldProducts = (shop: ShopId, counted: Sql): Sql => sql`
  with sales as (
    select product, count(*)::int as orders
    from orders, lateral (select distinct unnest(product_ids) as product) bought
    where ${counted} and product <> 0 group by product
  ), firsts as (
    select product, count(*)::int as first_orders
    from purchases, lateral (select distinct unnest(first_product_ids) as product) bought
    where shop_id = ${shop} and number = 1 group by product
  ), prices as (
    select product_id as product, bool_or(selling_plan_id is not null) as plan,
      percentile_cont(0.5) within group (order by (list_shop_amount / quantity)::float8) as price
    from order_lines line
    where shop_id = ${shop} and quantity > 0 and not gift_card and order_id in (
      select id from orders where ${counted} order by processed_at desc limit ${LATEST_ORDERS})
    group by product_id
  )
  select coalesce(product, roles.product_id) as id, known.title, role, coalesce(orders, 0) as orders,
    coalesce(first_orders, 0) as first_orders, price, coalesce(plan, false) as plan
  from sales left join firsts using (product) left join prices using (product)
  full join (select product_id, role from product_roles where shop_id = ${shop}) roles on roles.product_id = product
  left join products known on known.shop_id = ${shop} and known.id = coalesce(product, roles.product_id)
  where known.id is not null or role is not null`;

/** Customers by product that they bought after a first order with one of some products. */
async function boughtAfter(
  tx: Tx,
  shop: ShopId,
  counted: Sql,
  trials: readonly string[],
): Promise<Map<string, number>> {
  if (trials.length === 0) return new Map();
  const found = await rows(
    tx,
    z.object({ product: z.string(), customers: integer }),
    sql`
    select product::text, count(distinct customer_id)::int as customers
    from orders, lateral unnest(product_ids) product
    where ${counted} and product <> 0 and product <> all(${[...trials]}::bigint[])
      and customer_id in (
        select customer_id from purchases
        where shop_id = ${shop} and number = 1 and first_product_ids && ${[...trials]}::bigint[])
    group by product`,
  );
  return new Map(found.map(({ product, customers }) => [product, customers]));
}
