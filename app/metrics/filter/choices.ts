import type { Snapshot } from '../snapshot';
import { UNKNOWN_SOURCE } from '../../terms/filters';

/** What a shop's customers can be filtered by, read from its own numbers. */
export interface FilterChoices {
  /** most customers first */
  products: { id: string; title: string | null; customers: number }[];
  /** most customers first; `UNKNOWN_SOURCE` is one of them where a known one stands beside it */
  sources: { key: string; customers: number }[];
  /** whether first orders differ in it */
  discount: boolean;
  plan: boolean;
}

/** Of a shop without numbers. */
export const NO_CHOICES: FilterChoices = {
  products: [],
  sources: [],
  discount: false,
  plan: false,
};

/** The choices of a filter's menus. A choice that would choose everyone is none. */
export function filterChoices({
  customers,
  firstOrders,
}: Pick<Snapshot, 'customers' | 'firstOrders'>): FilterChoices {
  const { products, sources, unknownSource, discounted, subscribed } = firstOrders;
  const differs = (some: number) => some > 0 && some < customers;
  const known = sources.map(({ source, customers: own }) => ({ key: source, customers: own }));
  const unknown = { key: UNKNOWN_SOURCE, customers: unknownSource };
  return {
    products: products.map(({ productId, ...product }) => ({ id: productId, ...product })),
    sources:
      known.length > 0 && unknownSource > 0
        ? [...known, unknown].sort((a, b) => b.customers - a.customers)
        : known,
    discount: differs(discounted),
    plan: differs(subscribed),
  };
}
