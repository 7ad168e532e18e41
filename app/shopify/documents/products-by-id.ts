import { z } from 'zod';
import { VARIANT_FIELDS } from './fact-fields';
import { document, page } from './document';

/** Products by their ids, each with its first variants; null for one that was deleted. */
export const PRODUCTS_BY_ID = document<{ ids: string[]; variants: number }>(
  `query ProductsById($ids: [ID!]!, $variants: Int!) {
    nodes(ids: $ids) {
      ... on Product {
        id
        title
        variants(first: $variants) {
          nodes { id ${VARIANT_FIELDS} }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }`,
  ({ ids, variants }) => ids.length * (1 + 3 * variants),
);

export const productsByIdResponse = z.object({
  nodes: z.array(
    z.object({ id: z.string(), title: z.string(), variants: page(z.looseObject({})) }).nullable(),
  ),
});
