import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { withShop, type ShopId } from '../../store/db.server';
import { beginSweep } from '../../store/work/sweeps';

/**
 * Compares everything with Shopify (the page's button). It has begun when this returns: the page
 * that asks again sees it run.
 */
export async function askForSweep(shop: ShopId): Promise<void> {
  await withShop(shop, async (tx) => {
    await beginSweep(tx, shop, 'ids', { why: 'asked', at: now() });
    await enqueue(tx, 'sweep.step', { shopId: shop, kind: 'ids' }, { urgency: 'merchant' });
  });
}
