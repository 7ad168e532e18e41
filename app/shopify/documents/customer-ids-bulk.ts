import { document } from './document';

/** Every customer with the time of its last change, as a bulk query. */
export const CUSTOMER_IDS_BULK = document(`
  { customers { edges { node { id updatedAt } } } }
`);
