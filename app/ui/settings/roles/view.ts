import type { Waiting } from '../../../metrics/preview/drafts/kept-preview.server';
import type { Moves } from '../../../metrics/preview/moves';
import type { ShopProducts } from '../../../metrics/roles/products.server';
import type { Suggestion } from '../../../metrics/roles/suggest';
import type { ProductRole } from '../../../terms/product-roles';
import type { Stage } from '../../../terms/stages';

/** Roles by product id; null: none. */
export type Roles = Readonly<Record<string, ProductRole | null>>;

export interface ProductRow {
  id: string;
  /** null: Shopify has deleted it */
  title: string | null;
  role: ProductRole | null;
  /** of first orders; null before the first count */
  firstShare: number | null;
  orders: number;
  /** list price of one; null where it is not known */
  price: number | null;
  suggestion: Suggestion | null;
}

/** What the page of products' roles shows. */
export interface RolesView {
  /** the shop's settings version */
  version: number;
  /** most first orders first */
  products: ProductRow[];
  /** products that match the search; more than are shown where there are many */
  matching: number;
  search: string;
  currency: string;
  timezone: string;
}

/**
 * The door's reply: saved, or a draft with what it would do, and why it was not saved. `unknown`: products that the shop has
 * not; `meanwhile`: products that someone else has changed, with their roles now.
 */
export type RolesAnswer =
  | { saved: number; version: number }
  | {
      draft: Roles;
      /** of the page that the draft was made on, or the one to overwrite with the next save */
      version: number;
      preview: Moves<Stage> | 'counting' | Waiting | null;
      problem?: 'unknown' | 'noneMarked' | { meanwhile: Roles };
    };

/** A form's reply that saved nothing. */
export type DraftAnswer = Extract<RolesAnswer, { draft: Roles }>;

export function rolesView(
  shop: Pick<RolesView, 'version' | 'currency' | 'timezone' | 'search'>,
  { products, matching, firstOrders }: ShopProducts,
): RolesView {
  return {
    ...shop,
    matching,
    products: products.map(({ id, title, role, orders, firstOrders: own, price, suggestion }) => ({
      ...{ id, title, role, orders, price, suggestion },
      firstShare: firstOrders === 0 ? null : own / firstOrders,
    })),
  };
}

/** A draft with every suggestion for products that have no role, in the draft neither. */
export function withSuggestions(draft: Roles, products: readonly ProductRow[]): Roles {
  const suggested = products.flatMap(({ id, suggestion }) =>
    suggestion === null || Object.hasOwn(draft, id) ? [] : [[id, suggestion.role] as const],
  );
  return { ...draft, ...Object.fromEntries(suggested) };
}
