import {
  INVENTORY_ITEMS,
  PRODUCTS,
  type StatedVariants,
} from '../../shopify/reads/variants.server';
import type { ShopId } from '../../store/db.server';
import { costColumns } from '../facts/bulk-rows';
import { mergeCosts } from '../merge/merge.server';
import { readAll } from '../facts/readable';
import { reread, type Rereader } from './reread.server';
import { staged } from '../staging/staged-rows.server';

/**
 * Reads products and inventory items that were poked again from Shopify (job): titles, and what
 * variants cost from now on. Lines keep the cost with which they were first seen; deleted goods keep
 * their title, for the lines that name them.
 */
export async function rereadProducts(shop: ShopId): Promise<void> {
  try {
    await reread(shop, rereader('product', PRODUCTS));
  } finally {
    // what cannot be understood of one product is no reason not to read what another costs
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
      const { read: costs, unreadable } = readAll(stated, costColumns);
      await mergeCosts(tx, shop.id, await staged(tx, 'costs', costs));
      return { changed: false, unreadable };
    },
  };
}
