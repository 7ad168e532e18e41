import { document } from './document';

/** Every order that the app may read, with its customer and the time of its last change, as a bulk query. */
export const ORDER_IDS_BULK = document(`
  { orders { edges { node { id updatedAt customer { id } } } } }
`);
