import { z } from 'zod';
import { VARIANT_FIELDS } from './fact-fields';
import { document, page } from './document';

/** The next page of one product's variants: a product may have 2,048. */
export const PRODUCT_VARIANTS = document<{ id: string; variants: number; after: string | null }>(
  `query ProductVariants($id: ID!, $variants: Int!, $after: String) {
    product(id: $id) {
      variants(first: $variants, after: $after) {
        nodes { id ${VARIANT_FIELDS} }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`,
  ({ variants }) => 1 + 3 * variants,
);

export const productVariantsResponse = z.object({
  product: z.object({ variants: page(z.looseObject({})) }).nullable(),
});
