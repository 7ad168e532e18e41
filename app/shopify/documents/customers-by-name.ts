import { z } from 'zod';
import { document } from './document';

/** Customers on one page of a search. */
export const FOUND_AT_MOST = 20;

/**
 * Customers whom Shopify finds by a name, for the page that searched; nothing of it is stored. Names are protected data of
 * level 2, as in `customer-names`.
 */
export const CUSTOMERS_BY_NAME = document<{ search: string }>(
  `query CustomersByName($search: String!) {
    customers(first: ${FOUND_AT_MOST}, query: $search) {
      nodes { id firstName lastName }
    }
  }`,
  () => FOUND_AT_MOST + 2,
);

export const customersByNameResponse = z.object({
  customers: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        firstName: z.string().nullish(),
        lastName: z.string().nullish(),
      }),
    ),
  }),
});
