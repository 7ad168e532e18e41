import { z } from 'zod';
import { VARIANT_FIELDS } from './fact-fields';
import { document } from './document';

/** The most variants of an item; further ones wait for the daily costs. */
const VARIANTS = 10;

/** Inventory items by their ids, as the variants they belong to: the app keeps costs by variant. */
export const INVENTORY_ITEMS_BY_ID = document<{ ids: string[] }>(
  `query InventoryItemsById($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on InventoryItem {
        variants(first: ${VARIANTS}) { nodes { id product { id title } ${VARIANT_FIELDS} } }
      }
    }
  }`,
  ({ ids }) => ids.length * (1 + 4 * VARIANTS),
);

export const inventoryItemsByIdResponse = z.object({
  nodes: z.array(
    z.object({ variants: z.object({ nodes: z.array(z.looseObject({})) }).nullable() }).nullable(),
  ),
});
