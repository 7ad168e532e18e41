import { lineFields, ORDER_FIELDS } from './fact-fields';
import { document } from './document';

/** Every order that the app may read, with its lines, as a bulk query: only the fields that the metrics need. */
export const ORDERS_BULK = document(`
  {
    orders {
      edges {
        node {
          ${ORDER_FIELDS}
          lineItems { edges { node { ${lineFields()} } } }
        }
      }
    }
  }
`);
