import { z } from 'zod';
import { document, page } from './document';

interface Variables {
  /** Shopify's search syntax: `updated_at:>='2026-10-15T03:00:00Z'` */
  search: string;
  after: string | null;
}

/** As many as Shopify gives in a page. */
const PAGE = 250;
/** The connection, its page's info, and each node. */
const points = () => PAGE + 2;

/** Orders by the time of their last change, the oldest first: only what says whether ours are older. */
export const ORDERS_UPDATED = document<Variables>(
  `
  query OrdersUpdated($search: String!, $after: String) {
    updated: orders(first: ${PAGE}, after: $after, query: $search, sortKey: UPDATED_AT) {
      nodes { id updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`,
  points,
);

/** The same of customers. */
export const CUSTOMERS_UPDATED = document<Variables>(
  `
  query CustomersUpdated($search: String!, $after: String) {
    updated: customers(first: ${PAGE}, after: $after, query: $search, sortKey: UPDATED_AT) {
      nodes { id updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`,
  points,
);

export const updatedAnswer = z.object({
  updated: page(z.object({ id: z.string(), updatedAt: z.iso.datetime({ offset: true }) })),
});
