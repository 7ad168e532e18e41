import { z } from 'zod';
import { VARIANT_FIELDS, lineFields, ORDER_FIELDS } from './fact-fields';
import { document, page } from './document';

/**
 * Orders by their ids, each with its first lines; null for one that Shopify does not know or does not
 * show. A line's variant has its unit cost: the cost must be known when the line is first seen.
 */
export const ORDERS_BY_ID = document<{ ids: string[]; lines: number }>(
  `
  query OrdersById($ids: [ID!]!, $lines: Int!) {
    nodes(ids: $ids) {
      ... on Order {
        ${ORDER_FIELDS}
        lineItems(first: $lines) {
          nodes { ${lineFields('title', VARIANT_FIELDS)} }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`,
  ({ ids, lines }) => ids.length * orderPoints(lines),
);

/** Points of one order with so many lines: 8 for itself, 6 for its visits, 15 for each line. */
export const orderPoints = (lines: number): number => 14 + 15 * lines;

export const ordersByIdResponse = z.object({
  nodes: z.array(
    z
      .looseObject({ id: z.string(), updatedAt: z.string(), lineItems: page(z.looseObject({})) })
      .nullable(),
  ),
});
