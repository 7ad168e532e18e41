import { withShop, type ShopId } from '../../store/db.server';
import { productTitles } from '../../store/shops/product-titles';
import { parseCostKey } from '../entered/goods/cost-key';
import type { UnitCosts } from './unit-costs.server';

/** Costs that a notice names; it counts the rest. */
const NAMED = 5;

/** The first of some costs with their products' titles of now, and how many there are. */
export async function nameCosts(shop: ShopId, costs: UnitCosts) {
  const all = Object.entries(costs);
  const first = all.slice(0, NAMED).flatMap(([key, amount]) => {
    const of = parseCostKey(key);
    return of === null ? [] : [{ product: of.product, from: of.from, amount }];
  });
  const titles = await withShop(shop, (tx) =>
    productTitles(
      tx,
      shop,
      first.map(({ product }) => product),
    ),
  );
  return {
    first: first.map((own) => ({ title: titles.get(own.product) ?? null, ...own })),
    costs: all.length,
  };
}
