import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { withShop, type ShopId } from '../../store/db.server';
import { beginAudit } from '../../store/work/audits';

/**
 * Starts the comparison of all ids with Shopify (the page's button). It is running when this returns, so
 * that the page's next poll sees it.
 */
export async function startIdAudit(shop: ShopId): Promise<void> {
  await withShop(shop, async (tx) => {
    await beginAudit(tx, shop, 'ids', { why: 'asked', at: now() });
    await enqueue(tx, 'audit.step', { shopId: shop, kind: 'ids' }, { urgency: 'merchant' });
  });
}
