import { z } from 'zod';
import { document } from './document';

/** Orders of one name: two where an old one was renamed. */
const FOUND_AT_MOST = 5;

/** The orders that Shopify finds by the merchant's name for them, as `#1001`. */
export const ORDERS_BY_NAME = document<{ search: string }>(
  `query OrdersByName($search: String!) {
    orders(first: ${FOUND_AT_MOST}, query: $search) {
      nodes { id }
    }
  }`,
  () => FOUND_AT_MOST + 2,
);

export const ordersByNameResponse = z.object({
  orders: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
});
