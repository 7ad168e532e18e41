import { document } from './document';
import { UPDATED_PAGE, updatedPoints, type UpdatedSearch } from './orders-updated';

/** Customers by the time of their last change, oldest first. */
export const CUSTOMERS_UPDATED = document<UpdatedSearch>(
  `
  query CustomersUpdated($search: String!, $after: String) {
    updated: customers(first: ${UPDATED_PAGE}, after: $after, query: $search, sortKey: UPDATED_AT) {
      nodes { id updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`,
  updatedPoints,
);
