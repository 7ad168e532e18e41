import { lineFields, ORDER_FIELDS } from './fact-fields';
import { document } from './document';

/** Every order that may be read, with its lines, as a bulk query: what `metrics.md` 1 needs and nothing else. */
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
