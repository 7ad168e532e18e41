import { document } from './document';

/** Every variant with its product and today's unit cost (Shopify keeps no history of it), as a bulk query. */
export const COSTS_BULK = document(`
  {
    productVariants {
      edges {
        node {
          id
          product { id title }
          inventoryItem { unitCost { amount currencyCode } }
        }
      }
    }
  }
`);
