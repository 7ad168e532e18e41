import { CUSTOMER_FIELDS } from './fact-fields';
import { document } from './document';

/** Every customer as a bulk query: consent, tags and Shopify's own counts, nothing that identifies a person. */
export const CUSTOMERS_BULK = document(`
  { customers { edges { node { ${CUSTOMER_FIELDS} } } } }
`);
