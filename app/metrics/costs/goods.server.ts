import { z } from 'zod';
import {
  empty,
  one,
  rows,
  sql,
  withShop,
  type ShopId,
  type Sql,
  type Tx,
} from '../../store/db.server';
import { ownCostsOf } from '../../store/sql/own-unit-costs';
import { money } from '../number';
import { readSnapshot } from '../read.server';
import { readShop } from '../rollup/snapshot.server';
import { variantsSold } from '../rollup/variants-sold.server';
import { createTable } from '../step';
import { COST, COSTED, hashed, withOwnCost } from './own-costs.sql';

/** Products of a page, and variants of one of them: those that a search names, then those with the most revenue of unknown cost. */
export const PRODUCTS_A_PAGE = 20;
const VARIANTS_A_PRODUCT = 20;
/** Variants of a product that stands alone on the page; those of a larger one are in a file. */
export const VARIANTS_ALONE = 250;
/** The share of the revenue of unknown cost that "these products" have together. */
const MOST_OF_IT = 0.8;

/** Sums of counted orders before D. */
const soldSchema = z.object({
  quantity: z.coerce.number(),
  worth: money,
  /** worth of what has a known cost, and that cost */
  costed: money,
  cost: money,
});

/** A product or a variant, with what was sold of it. */
export type Sold = z.output<typeof soldSchema>;

const variantSchema = soldSchema.extend({
  product: z.string(),
  id: z.string(),
  /** null: Shopify has deleted it */
  title: z.string().nullable(),
  sku: z.string().nullable(),
  shopifyCost: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : Number(text))),
});

const productSchema = soldSchema.extend({
  id: z.string(),
  title: z.string().nullable(),
  /** of its only variant */
  sku: z.string().nullable(),
  /** how many the shop has */
  variants: z.number(),
  leastCost: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : Number(text))),
  mostCost: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : Number(text))),
});

export interface CostedGoods {
  /** those with the most revenue of unknown cost first */
  products: (z.output<typeof productSchema> & { shown: z.output<typeof variantSchema>[] })[];
  /** that match the search */
  matching: number;
  /** of all products and of lines without one */
  total: Sold;
  /** the fewest products that have `MOST_OF_IT` of the revenue of unknown cost, and their true share of it; null without any */
  mostUncosted: { products: number; share: number } | null;
}

/**
 * The products of a shop by the revenue whose cost is not known, by the unit costs of now.
 * @param search a part of a title or a SKU; empty: all
 * @param page from 1 on
 * @param alone the one product that is read, with more of its variants; null: all
 * @returns null before a shop's first numbers
 */
export async function readCostedGoods(
  shop: ShopId,
  search: string,
  page: number,
  alone: string | null = null,
): Promise<CostedGoods | null> {
  const read = await readSnapshot(shop);
  if (read === null) return null;
  const { base } = await readShop(shop);
  const { asOf } = read.snapshot;
  return await withShop(shop, async (tx) => {
    const days = await variantsSold(tx, base, asOf, empty, ownCostsOf(shop));
    await hashed(tx, () =>
      createTable(
        tx,
        'variant_sold',
        sql`
        select sold.product_id, sold.variant_id, sum(sold.quantity) as quantity, sum(sold.lines_shop_amount) as worth,
          sum(${COSTED}) as costed, sum(${COST}) as cost
        from (select * from ${days}) sold ${withOwnCost(ownCostsOf(shop))} group by 1, 2`,
      ),
    );
    await createTable(tx, 'product_sold', productsSold(shop));
    const chosen = alone === null ? matches(shop, search) : sql`id = ${alone}::bigint`;
    const total = await one(tx, soldSchema, sql`select ${SUMS} from variant_sold`);
    const products = await rows(
      tx,
      productSchema,
      sql`
      select id::text, title, quantity::text, worth::text, costed::text, cost::text, costs.*
      from product_sold sold, lateral (
        select count(*)::int as variants, case when count(*) = 1 then min(variant.sku) end as sku, min(known.unit_cost_shop_amount)::text as "leastCost",
          max(known.unit_cost_shop_amount)::text as "mostCost"
        from variants variant
        left join variant_costs known on known.shop_id = ${shop} and known.variant_id = variant.id
        where variant.shop_id = ${shop} and variant.product_id = sold.id) costs
      where ${chosen} order by ${BY_UNCOSTED}
      limit ${PRODUCTS_A_PAGE} offset ${(page - 1) * PRODUCTS_A_PAGE}`,
    );
    const { matching } = await one(
      tx,
      z.object({ matching: z.number() }),
      sql`select count(*)::int as matching from product_sold where ${chosen}`,
    );
    const variants = await readVariants(tx, shop, search, {
      products: products.map(({ id }) => id),
      most: alone === null ? VARIANTS_A_PRODUCT : VARIANTS_ALONE,
    });
    return {
      products: products.map((product) => ({ ...product, shown: variants.get(product.id) ?? [] })),
      ...{ matching, total },
      mostUncosted: await readMostUncosted(tx),
    };
  });
}

const SUMS = sql`coalesce(sum(quantity), 0)::text as quantity, coalesce(sum(worth), 0)::text as worth,
  coalesce(sum(costed), 0)::text as costed, coalesce(sum(cost), 0)::text as cost`;

/** Within `sold`, whose columns are numbers: a bare name is the column of the answer, which is a text. */
const BY_UNCOSTED = sql`sold.worth - sold.costed desc, sold.worth desc, sold.id`;

/** One row per product of the shop, and per deleted one that was sold. */
const productsSold = (shop: ShopId): Sql => sql`
  select coalesce(known.id, sold.product_id) as id, known.title, coalesce(quantity, 0) as quantity,
    coalesce(worth, 0) as worth, coalesce(costed, 0) as costed, coalesce(cost, 0) as cost
  from (select id, title from products where shop_id = ${shop}) known
  full join (
    select product_id, sum(quantity) as quantity, sum(worth) as worth, sum(costed) as costed, sum(cost) as cost
    from variant_sold where product_id <> 0 group by product_id) sold on sold.product_id = known.id`;

/** A search for a part of a title or of a SKU: no character of it is a wildcard. */
const matches = (shop: ShopId, search: string): Sql =>
  search === ''
    ? sql`true`
    : sql`(strpos(lower(coalesce(title, '')), lower(${search})) > 0 or id in (
        select product_id from variants where shop_id = ${shop} and strpos(lower(sku), lower(${search})) > 0))`;

/** Up to `most` variants of each product that has several. */
async function readVariants(
  tx: Tx,
  shop: ShopId,
  search: string,
  { products, most }: { products: readonly string[]; most: number },
) {
  const found = sql`${search !== ''} and (strpos(lower(coalesce(title, '')), lower(${search})) > 0
    or strpos(lower(coalesce(sku, '')), lower(${search})) > 0)`;
  const variants = await rows(
    tx,
    variantSchema,
    sql`
    select * from (
      select product_id::text as product, id::text, title, sku, quantity::text, worth::text, costed::text, cost::text,
        "shopifyCost", row_number() over (partition by product_id order by (${found}) desc, ${BY_UNCOSTED}) as place,
        count(*) over (partition by product_id) as variants
      from (
        select coalesce(known.product_id, sold.product_id) as product_id, coalesce(known.id, sold.variant_id) as id,
          known.title, known.sku, coalesce(quantity, 0) as quantity, coalesce(worth, 0) as worth,
          coalesce(costed, 0) as costed, coalesce(cost, 0) as cost, cost_now.unit_cost_shop_amount::text as "shopifyCost"
        from (select * from variants where shop_id = ${shop} and product_id = any(${[...products]}::bigint[])) known
        full join (select * from variant_sold where product_id = any(${[...products]}::bigint[]) and variant_id <> 0) sold
          on sold.variant_id = known.id
        left join variant_costs cost_now on cost_now.shop_id = ${shop} and cost_now.variant_id = coalesce(known.id, sold.variant_id)
      ) sold
    ) placed where variants > 1 and place <= ${most} order by product, place`,
  );
  return Map.groupBy(variants, ({ product }) => product);
}

async function readMostUncosted(tx: Tx): Promise<CostedGoods['mostUncosted']> {
  const [first] = await rows(
    tx,
    z.object({ products: z.number(), share: z.number() }),
    sql`
    select place::int as products, (so_far / nullif(whole, 0))::float8 as share from (
      select row_number() over (order by ${BY_UNCOSTED}) as place,
        sum(worth - costed) over (order by ${BY_UNCOSTED} rows unbounded preceding) as so_far,
        (select sum(worth - costed) from variant_sold) as whole
      from product_sold sold where worth > costed) ranked
    where whole > 0 and so_far >= ${MOST_OF_IT}::numeric * whole order by place limit 1`,
  );
  return first ?? null;
}
