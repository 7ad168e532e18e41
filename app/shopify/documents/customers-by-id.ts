import { z } from 'zod';
import { CUSTOMER_FIELDS } from './fact-fields';
import { document } from './document';

/** Customers by their ids; null for one that Shopify no longer knows. */
export const CUSTOMERS_BY_ID = document<{ ids: string[] }>(
  `query CustomersById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Customer { ${CUSTOMER_FIELDS} } }
  }`,
  ({ ids }) => ids.length * 5,
);

export const customersByIdResponse = z.object({
  nodes: z.array(z.looseObject({ id: z.string() }).nullable()),
});
