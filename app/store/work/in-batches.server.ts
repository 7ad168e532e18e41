import { withShop, type ShopId, type Tx } from '../db.server';

/** Rows of one transaction. */
export const BATCH = 5_000;

/**
 * Repeats `work`, each time in a transaction of its own, until it finds less than a batch.
 * @param work takes at most `BATCH` rows; returns how many it took
 */
export async function inBatches(
  shop: ShopId,
  work: (tx: Tx) => Promise<{ rowCount: number | null }>,
): Promise<void> {
  for (;;) {
    const { rowCount } = await withShop(shop, work);
    if ((rowCount ?? 0) < BATCH) return;
  }
}
