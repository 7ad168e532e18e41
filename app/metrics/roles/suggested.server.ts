import { isBusy } from '../../store/database/busy';
import type { ShopId } from '../../store/db.server';
import { readShopProducts, type ShopProducts } from './products.server';
import type { Suggestion } from './suggest';

/** A product without a role, with the one that is suggested. */
export type SuggestedRole = Pick<ShopProducts['products'][number], 'id' | 'title'> & {
  suggestion: Suggestion;
};

/** The suggested roles of a shop, most first orders first. `slow`: the database would take too long for a page. */
export async function readSuggestedRoles(
  shop: ShopId,
  currency: string,
): Promise<SuggestedRole[] | 'slow'> {
  try {
    const { products } = await readShopProducts(shop, currency, '');
    return products.flatMap(({ id, title, role, suggestion }) =>
      suggestion === null || role !== null ? [] : [{ id, title, suggestion }],
    );
  } catch (error) {
    if (isBusy(error)) return 'slow';
    throw error;
  }
}
