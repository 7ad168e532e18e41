import { VARIANT_FIELDS } from './fact-fields';
import { document } from './document';

/** Every variant with its product and today's unit cost, as a bulk query. */
export const COSTS_BULK = document(`
  { productVariants { edges { node { id product { id title } ${VARIANT_FIELDS} } } } }
`);
