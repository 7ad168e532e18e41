import type { CostedGoods, Sold } from '../../../metrics/costs/goods.server';
import type { CostPreview } from '../../../metrics/costs/preview.server';
import type { Waiting } from '../../../metrics/preview/drafts/kept-preview.server';
import {
  costTexts,
  goodsOf,
  SHOWN_COSTS,
  type UnitCostFault,
} from '../../../settings/entered/goods/costs-form';
import { EVERY_VARIANT } from '../../../settings/entered/goods/cost-key';

/** A product, or a variant of one, with the costs that its fields show. */
export interface CostRow {
  /** names its fields (`goodsOf`) */
  goods: string;
  /** null: Shopify has deleted it */
  title: string | null;
  id: string;
  sku: string | null;
  /** Shopify's unit cost now, or the range of a product's variants; null: it has none */
  shopifyCost: readonly [least: number, most: number] | null;
  sold: Sold;
  /** the latest day first */
  entries: { key: string; cost: string; from: string }[];
  /** costs from earlier days that have no fields */
  older: number;
}

export interface ProductRow extends CostRow {
  /** where it has several */
  variants: CostRow[];
  /** variants that are not shown */
  more: number;
}

export interface UnitCostsView {
  /** of the shop's settings; the form sends it back */
  version: number;
  currency: string;
  timezone: string;
  /** a part of a title or a SKU; empty: all */
  search: string;
  /** the one product that is shown, with more of its variants; null: all */
  alone: string | null;
  page: number;
  pages: number;
  /** null before the shop's first numbers */
  goods: {
    rows: ProductRow[];
    total: Sold;
    mostUncosted: CostedGoods['mostUncosted'];
  } | null;
  /** the costs that have fields, by key; the form sends them back */
  shown: Record<string, number>;
  /** whether revenue, and so prices and costs, are with tax */
  basis: 'net' | 'withTax';
  /** the margin rate of goods without a cost; null: they are left out */
  defaultMargin: number | null;
  /** the numbers now */
  preview: CostPreview | null;
}

export type Faults = Record<string, UnitCostFault>;

/** Costs that someone else has changed meanwhile: the first of them, and how many there are. */
export interface Meanwhile {
  first: { title: string | null; product: string; from: string | null; amount: number | null }[];
  costs: number;
}

/** What the door says of a form that it does not save. It has the entered texts, for a browser whose script has not run. */
export interface Unsaved {
  version: number;
  faults: Faults;
  /** the numbers now and with what is entered; null before the first ones, and where a field is wrong */
  preview: CostPreview | 'counting' | Waiting | null;
  entered: Record<string, string>;
  problem?: 'faults' | 'unknown' | 'tooMany' | { meanwhile: Meanwhile };
}

/** The door's reply to the form. */
export type UnitCostsAnswer = { saved: true; version: number } | Unsaved;

/** The products of a page with the costs of their fields. */
export function productRows(
  goods: Pick<CostedGoods, 'products'>,
  costs: ReadonlyMap<string, number>,
): { rows: ProductRow[]; shown: Record<string, number> } {
  const texts = costTexts(costs);
  const shown = new Map<string, number>();
  const rowOf = (of: { product: string; variant: string }) => {
    const name = goodsOf(of.product, of.variant);
    const all = texts.get(name) ?? [];
    const entries = all.slice(0, SHOWN_COSTS);
    for (const { key } of entries) shown.set(key, costs.get(key) ?? 0);
    return { goods: name, entries, older: all.length - entries.length };
  };
  const rows = goods.products.map((product): ProductRow => {
    const { id, title, sku, leastCost, mostCost, shown: variants } = product;
    return {
      ...{ id, title, sku, sold: product },
      ...rowOf({ product: id, variant: EVERY_VARIANT }),
      shopifyCost: leastCost === null || mostCost === null ? null : [leastCost, mostCost],
      variants: variants.map((variant) => ({
        ...{ id: variant.id, title: variant.title, sku: variant.sku, sold: variant },
        ...rowOf({ product: id, variant: variant.id }),
        shopifyCost:
          variant.shopifyCost === null ? null : [variant.shopifyCost, variant.shopifyCost],
      })),
      more: variants.length === 0 ? 0 : Math.max(0, product.variants - variants.length),
    };
  });
  return { rows, shown: Object.fromEntries(shown) };
}
