import { z } from 'zod';
import { document } from './document';
import { userErrors } from '../protocol/user-errors';

interface Metafield {
  /** the installation's id: the app's own blocks can read its metafields */
  ownerId: string;
  namespace: string;
  key: string;
  type: 'json';
  value: string;
}

/** Writes all of them or none; at most 25. */
export const METAFIELDS_SET = document<{ metafields: Metafield[] }>(`
  mutation MetafieldsSet($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      userErrors { field message code }
    }
  }
`);

export const metafieldsSetResponse = z.object({
  metafieldsSet: z
    .object({
      userErrors,
    })
    .nullable(),
});
