import { z } from 'zod';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { ownCostsOf } from '../../store/sql/own-unit-costs';
import { foldedName } from '../entered/cells';
import { EVERY_VARIANT } from '../entered/goods/cost-key';
import { fileId, type CostImportPreview, type TemplateRow } from '../entered/goods/import';
import type { KnownGoods } from './cost-file';
import { MOST_COSTS } from './unit-costs.server';

/** The goods that a file of unit costs may name: those of the shop, and deleted ones that have a cost. */
export async function readKnownGoods(shop: ShopId): Promise<KnownGoods> {
  const { products, variants } = await withShop(shop, async (tx) => ({
    products: await rows(
      tx,
      z.object({ id: z.string() }),
      sql`
      select id::text from products where shop_id = ${shop}
      union select product_id::text from ${ownCostsOf(shop)}`,
    ),
    variants: await rows(
      tx,
      z.object({ id: z.string(), product: z.string(), sku: z.string().nullable() }),
      sql`
      select id::text, product_id::text as product, trim(sku) as sku from variants where shop_id = ${shop}
      union all select distinct variant_id::text, product_id::text, null from ${ownCostsOf(shop)}
      where variant_id <> 0
        and not exists (select from variants known where known.shop_id = ${shop} and known.id = cost.variant_id)`,
    ),
  }));
  const skus = new Map<string, string[]>();
  for (const { id, sku } of variants) {
    if (sku === null || sku === '') continue;
    const folded = foldedName(sku);
    const same = skus.get(folded);
    if (same === undefined) skus.set(folded, [id]);
    else same.push(id);
  }
  const ofProduct = Map.groupBy(variants, ({ product }) => product);
  return {
    products: new Set(products.map(({ id }) => id)),
    variants: new Map(variants.map(({ id, product }) => [id, product])),
    only: new Set(
      [...ofProduct.values()].flatMap(([one, ...more]) =>
        one !== undefined && more.length === 0 ? [one.id] : [],
      ),
    ),
    skus,
  };
}

const templateSchema = z.object({
  product: z.string(),
  variantId: z.string().nullable(),
  title: z.string().nullable(),
  variant: z.string().nullable(),
  sku: z.string().nullable(),
  shopifyCost: z.coerce.number().nullable(),
  cost: z.coerce.number().nullable(),
  from: z.string().nullable(),
});

/**
 * The lines of a file to fill in: every variant of the shop, a product's only one as the product, with the costs that are
 * entered already, a line for each; and every entered cost of other goods.
 */
export async function readTemplate(shop: ShopId): Promise<TemplateRow[]> {
  const found = await withShop(shop, (tx) =>
    rows(
      tx,
      templateSchema,
      sql`
      with goods as (
        select product_id, case when count(*) over (partition by product_id) = 1 then 0 else variant.id end as variant_id,
          variant.title, sku, known.unit_cost_shop_amount as shopify_cost
        from variants variant
        left join variant_costs known on known.shop_id = ${shop} and known.variant_id = variant.id
        where variant.shop_id = ${shop})
      select coalesce(goods.product_id, cost.product_id)::text as product,
        nullif(coalesce(goods.variant_id, cost.variant_id), 0)::text as "variantId", product.title,
        case when coalesce(goods.variant_id, cost.variant_id) = 0 then null else goods.title end as variant, sku,
        shopify_cost::text as "shopifyCost", unit_cost_shop_amount::text as cost,
        case when isfinite(from_day) then from_day::text end as from
      from goods full join ${ownCostsOf(shop)}
        on cost.product_id = goods.product_id and cost.variant_id = goods.variant_id
      left join products product
        on product.shop_id = ${shop} and product.id = coalesce(goods.product_id, cost.product_id)
      order by product.title, 1, 2 nulls first, from_day limit ${2 * MOST_COSTS}`,
    ),
  );
  return found.map(({ product, variantId, ...own }) => ({
    ...own,
    id: fileId(product, variantId),
  }));
}

/** The same changes with the titles of their goods. */
export async function nameChanges(
  shop: ShopId,
  changes: readonly Omit<CostImportPreview['first'][number], 'title'>[],
): Promise<CostImportPreview['first']> {
  const ids = changes.map(({ product }) => product);
  const variants = changes.map(({ variant }) => variant ?? EVERY_VARIANT);
  const found = await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({ id: z.string(), title: z.string() }),
      sql`
      select 'P' || id as id, title from products where shop_id = ${shop} and id = any(${ids}::bigint[])
      union all
      select 'V' || id, title from variants where shop_id = ${shop} and id = any(${variants}::bigint[])`,
    ),
  );
  const titles = new Map(found.map(({ id, title }) => [id, title]));
  return changes.map(({ product, variant, ...own }) => ({
    ...{ product, title: titles.get(fileId(product, null)) ?? null },
    variant: variant && (titles.get(fileId(product, variant)) ?? variant),
    ...own,
  }));
}
