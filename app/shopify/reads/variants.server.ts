import { z } from 'zod';
import { admin } from '../api/admin.server';
import {
  INVENTORY_ITEMS_BY_ID,
  inventoryItemsByIdResponse,
} from '../documents/inventory-items-by-id';
import { PRODUCT_VARIANTS, productVariantsResponse } from '../documents/product-variants';
import { PRODUCTS_BY_ID, productsByIdResponse } from '../documents/products-by-id';
import { gid } from '../protocol/gid';
import { YIELDING_PATIENCE } from '../api/graphql-call';

/** Variants with their product's title and their unit cost, each once, by the id that was asked for. */
export type StatedVariants = [id: string, variant: object][];

/** Variants in a product's first page: most products have fewer. 61 points a product. */
const VARIANTS = 20;
const VARIANTS_OF_A_PAGE = 250;
const patience = { patience: YIELDING_PATIENCE };

const identified = z.looseObject({ id: z.string() });

/** Reads products by their numeric ids; deleted ones are left out. */
export const PRODUCTS = {
  atOnce: 16,
  read: async (domain: string, ids: string[]): Promise<StatedVariants> => {
    const variables = { ids: ids.map((id) => gid('Product', id)), variants: VARIANTS };
    const { nodes } = await admin(domain).query(
      PRODUCTS_BY_ID,
      variables,
      productsByIdResponse,
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
        // a part of the pages is useless, so these calls wait as long as a job may
        const answer = await admin(domain).query(PRODUCT_VARIANTS, next, productVariantsResponse);
        if (answer.product === null) break;
        ({ nodes: found, pageInfo } = answer.product.variants);
      }
    }
    return eachOnce(stated);
  },
};

/** Reads inventory items by their numeric ids, as the variants they belong to. */
export const INVENTORY_ITEMS = {
  atOnce: 20,
  read: async (domain: string, ids: string[]): Promise<StatedVariants> => {
    const { nodes } = await admin(domain).query(
      INVENTORY_ITEMS_BY_ID,
      { ids: ids.map((id) => gid('InventoryItem', id)) },
      inventoryItemsByIdResponse,
      patience,
    );
    const stated = nodes.flatMap((node, at) =>
      (node?.variants?.nodes ?? []).map((variant): [string, object] => [ids[at] ?? '', variant]),
    );
    return eachOnce(stated);
  },
};

/** Keeps each variant once: two items may belong to one variant, and a variant may move between two pages. */
function eachOnce(stated: StatedVariants): StatedVariants {
  return [...new Map(stated.map((one) => [identified.parse(one[1]).id, one])).values()];
}
