import { withShop, type ShopId } from '../store/db.server';
import { productTitles } from '../store/shops/product-titles';
import type { ProductRole } from '../terms/product-roles';
import type { SettingsChange } from './history.server';
import { parseRoles, type Roles } from './roles.server';

/** Products that a row of the history names; it counts the rest. */
const NAMED = 5;

/** A change of products' roles, as the history says it. */
export interface RoleChanges {
  first: {
    product: string;
    title: string | null;
    before: ProductRole | null;
    after: ProductRole | null;
  }[];
  products: number;
}

/** What each change did to products' roles, with the products' titles of now; null for other changes. */
export async function readRoleChanges(
  shop: ShopId,
  changes: readonly Pick<SettingsChange, 'part' | 'before' | 'after'>[],
): Promise<(RoleChanges | null)[]> {
  const parsed = changes.map(({ part, before, after }) =>
    part === 'roles' ? { before: parseRoles(before) ?? {}, after: parseRoles(after) ?? {} } : null,
  );
  const named = parsed.flatMap((own) => (own === null ? [] : namedOf(own.after)));
  const titles =
    named.length === 0
      ? new Map<string, string>()
      : await withShop(shop, (tx) => productTitles(tx, shop, named));
  return parsed.map(
    (own) =>
      own && {
        first: namedOf(own.after).map((product) => ({
          product,
          title: titles.get(product) ?? null,
          before: own.before[product] ?? null,
          after: own.after[product] ?? null,
        })),
        products: Object.keys(own.after).length,
      },
  );
}

const namedOf = (roles: Roles): string[] => Object.keys(roles).slice(0, NAMED);
