import { z } from 'zod';
import { document, page } from './document';

export interface UpdatedSearch {
  /** Shopify's search syntax: `updated_at:>='2026-10-15T03:00:00Z'` */
  search: string;
  after: string | null;
}

/** As many as Shopify gives in a page. */
export const UPDATED_PAGE = 250;
/** The connection, its page's info, and each node. */
export const updatedPoints = () => UPDATED_PAGE + 2;

/** Orders by the time of their last change, the oldest first: only what says whether ours are older. */
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

/** Of either search. */
export const updatedAnswer = z.object({
  updated: page(z.object({ id: z.string(), updatedAt: z.iso.datetime({ offset: true }) })),
});
