import { z } from 'zod';
import { document } from './document';

/**
 * Customers' names, queried when a page shows them and not stored. They are protected data of level 2:
 * without Shopify's approval they come as null beside errors. Not displayName, which is an e-mail address
 * or a telephone number where there is no name.
 */
export const CUSTOMER_NAMES = document<{ ids: string[] }>(
  `query CustomerNames($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Customer { id firstName lastName }
    }
  }`,
  ({ ids }) => ids.length,
);

export const customerNamesResponse = z.object({
  nodes: z.array(
    z
      .object({
        id: z.string().optional(),
        firstName: z.string().nullish(),
        lastName: z.string().nullish(),
      })
      .nullable(),
  ),
});
