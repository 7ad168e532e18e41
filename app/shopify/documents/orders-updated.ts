import { z } from 'zod';
import { document, page } from './document';

export interface UpdatedSearch {
  /** Shopify's search syntax: `updated_at:>='2026-10-15T03:00:00Z'` */
  search: string;
  after: string | null;
}

/** Shopify's largest page. */
export const UPDATED_PAGE = 250;
/** Points of the connection, its page info, and each node. */
export const updatedPoints = () => UPDATED_PAGE + 2;

/** Orders by the time of their last change, oldest first: only what shows whether our rows are older. */
export const ORDERS_UPDATED = document<UpdatedSearch>(
  `
  query OrdersUpdated($search: String!, $after: String) {
    updated: orders(first: ${UPDATED_PAGE}, after: $after, query: $search, sortKey: UPDATED_AT) {
      nodes { id updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`,
  updatedPoints,
);

/** Of the search for orders and of that for customers. */
export const updatedResponse = z.object({
  updated: page(z.object({ id: z.string(), updatedAt: z.iso.datetime({ offset: true }) })),
});
