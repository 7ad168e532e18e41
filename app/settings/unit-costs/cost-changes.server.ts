import { z } from 'zod';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { EVERY_VARIANT, parseCostKey } from '../entered/goods/cost-key';
import { CHANGED_CELLS, NAMED_CELLS } from '../changed-cells.sql';
import type { SettingsChange } from '../history.server';

/** A change of unit costs, as the history says it. */
export interface CostChange {
  first: {
    /** null: Shopify has deleted the product */
    title: string | null;
    product: string;
    /** null: every variant, or one that Shopify has deleted */
    variant: string | null;
    /** null: always */
    from: string | null;
    before: number | null;
    after: number | null;
  }[];
  /** changed costs, and of how many products */
  costs: number;
  products: number;
}

const changeSchema = z.object({
  version: z.number(),
  first: z.array(
    z.object({
      key: z.string(),
      title: z.string().nullable(),
      variant: z.string().nullable(),
      before: z.number().nullable(),
      after: z.number().nullable(),
    }),
  ),
  costs: z.number(),
  products: z.number(),
});

/** Those of some changes that are of unit costs, by version, with the goods' titles of now. */
export async function readCostChanges(
  shop: ShopId,
  changes: readonly Pick<SettingsChange, 'version'>[],
): Promise<Map<number, CostChange>> {
  const versions = changes.map(({ version }) => version);
  const found = await withShop(shop, (tx) =>
    rows(
      tx,
      changeSchema,
      sql`
      select version, count(*)::int as costs, count(distinct split_part(key, ' ', 1))::int as products,
        jsonb_agg(jsonb_build_object('key', key, 'before', before::numeric, 'after', after::numeric,
          'title', product.title, 'variant', variant.title) order by place) filter (where place <= ${NAMED_CELLS}) as first
      from settings_changes, ${CHANGED_CELLS}
      left join products product on place <= ${NAMED_CELLS} and product.shop_id = ${shop} and product.id = split_part(key, ' ', 1)::bigint
      left join variants variant on place <= ${NAMED_CELLS} and variant.shop_id = ${shop} and variant.id = split_part(key, ' ', 2)::bigint
      where settings_changes.shop_id = ${shop} and part = 'unitCosts' and name = 'costs'
        and version = any(${versions}::int[]) group by version`,
    ),
  );
  return new Map(
    found.map(({ version, first, ...sums }) => [
      version,
      {
        ...sums,
        first: first.map(({ key, title, variant, ...amounts }) => {
          const of = parseCostKey(key);
          const isWhole = of?.variant === EVERY_VARIANT;
          return {
            ...{ title, product: of?.product ?? key, from: of?.from ?? null },
            ...{ variant: isWhole ? null : (variant ?? of?.variant ?? null) },
            ...amounts,
          };
        }),
      },
    ]),
  );
}
