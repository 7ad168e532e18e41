import { z } from 'zod';
import { admin } from '../api/admin.server';
import {
  INVENTORY_ITEMS_BY_ID,
  inventoryItemsByIdAnswer,
} from '../documents/inventory-items-by-id';
import { PRODUCT_VARIANTS, productVariantsAnswer } from '../documents/product-variants';
import { PRODUCTS_BY_ID, productsByIdAnswer } from '../documents/products-by-id';
import { gid } from '../protocol/gid';
import { YIELDING_PATIENCE } from '../api/graphql-call';

/** Variants with their product's title and their unit cost, each once, beside what was asked about. */
export type StatedVariants = [id: string, variant: object][];

/** With a product: most have few; the others' come page by page. 61 points a product. */
const VARIANTS = 20;
const VARIANTS_OF_A_PAGE = 250;
const patience = { patience: YIELDING_PATIENCE };

const identified = z.looseObject({ id: z.string() });

/** Products by their numeric ids; deleted ones say nothing. */
export const PRODUCTS = {
  atOnce: 16,
  read: async (domain: string, ids: string[]): Promise<StatedVariants> => {
    const variables = { ids: ids.map((id) => gid('Product', id)), variants: VARIANTS };
    const { nodes } = await admin(domain).query(
      PRODUCTS_BY_ID,
      variables,
      productsByIdAnswer,
      patience,
    );
    const stated: StatedVariants = [];
    for (const [at, node] of nodes.entries()) {
      if (node === null) continue;
      const { id, title, variants } = node;
      let { nodes: found, pageInfo } = variants;
      for (;;) {
        for (const variant of found)
          stated.push([ids[at] ?? id, { ...variant, product: { id, title } }]);
        if (!pageInfo.hasNextPage) break;
        const next = { id, variants: VARIANTS_OF_A_PAGE, after: pageInfo.endCursor };
        // no page is worth anything without the others: these are waited for
        const answer = await admin(domain).query(PRODUCT_VARIANTS, next, productVariantsAnswer);
        if (answer.product === null) break;
        ({ nodes: found, pageInfo } = answer.product.variants);
      }
    }
    return eachOnce(stated);
  },
};

/** Inventory items by their numeric ids, as the variants they belong to. */
export const INVENTORY_ITEMS = {
  atOnce: 20,
  read: async (domain: string, ids: string[]): Promise<StatedVariants> => {
    const { nodes } = await admin(domain).query(
      INVENTORY_ITEMS_BY_ID,
      { ids: ids.map((id) => gid('InventoryItem', id)) },
      inventoryItemsByIdAnswer,
      patience,
    );
    const stated = nodes.flatMap((node, at) =>
      (node?.variants?.nodes ?? []).map((variant): [string, object] => [ids[at] ?? '', variant]),
    );
    return eachOnce(stated);
  },
};

/**
 * Two items of one list may belong to the same variant, and one that moves between two pages stands on
 * both: it is staged once.
 */
function eachOnce(stated: StatedVariants): StatedVariants {
  return [...new Map(stated.map((one) => [identified.parse(one[1]).id, one])).values()];
}
