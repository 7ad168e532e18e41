import { z } from 'zod';
import { VARIANT_FIELDS, lineFields } from './fact-fields';
import { document, page } from './document';
import { orderPoints } from './orders-by-id';

/** The next page of one order's lines; `updatedAt` shows whether the order is unchanged. */
export const ORDER_LINES = document<{ id: string; lines: number; after: string | null }>(
  `
  query OrderLines($id: ID!, $lines: Int!, $after: String) {
    order(id: $id) {
      updatedAt
      lineItems(first: $lines, after: $after) {
        nodes { ${lineFields('title', VARIANT_FIELDS)} }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`,
  ({ lines }) => orderPoints(lines),
);

export const orderLinesResponse = z.object({
  order: z.object({ updatedAt: z.string(), lineItems: page(z.looseObject({})) }).nullable(),
});
