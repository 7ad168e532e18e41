import {
  INVENTORY_ITEMS,
  PRODUCTS,
  type StatedVariants,
} from '../../shopify/reads/variants.server';
import type { ShopId } from '../../store/db.server';
import { costColumns } from '../facts/bulk-rows';
import { mergeCosts } from '../merge/merge.server';
import { parseAll } from '../facts/parse-all';
import { reread, type Rereader } from './reread.server';
import { stageRows } from '../staging/stage-rows.server';

/**
 * Reads requested products and inventory items again from Shopify (job): titles, and the variants' costs from
 * now on. Lines keep the cost with which they were first seen; deleted goods keep their title for their lines.
 */
export async function rereadProducts(shop: ShopId): Promise<void> {
  try {
    await reread(shop, rereader('product', PRODUCTS));
  } finally {
    // an unreadable product must not keep the costs of others from being read
    await reread(shop, rereader('inventoryItem', INVENTORY_ITEMS));
  }
}

function rereader(
  kind: 'product' | 'inventoryItem',
  {
    atOnce,
    read,
  }: { atOnce: number; read: (domain: string, ids: string[]) => Promise<StatedVariants> },
): Rereader<StatedVariants> {
  return {
    kind,
    atOnce,
    read: async (domain, ids) => ({ stated: await read(domain, ids), answered: null, waitMs: 0 }),
    write: async (tx, shop, _pokes, stated) => {
      const { read: costs, unreadable } = parseAll(stated, costColumns);
      await mergeCosts(tx, shop.id, await stageRows(tx, 'costs', costs));
      return { changed: false, unreadable };
    },
  };
}
