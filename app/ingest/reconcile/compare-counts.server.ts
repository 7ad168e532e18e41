import { z } from 'zod';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { admin } from '../../shopify/api/admin.server';
import { COUNTS, countsResponse } from '../../shopify/documents/counts';
import { one, sql, withShop, type ShopId } from '../../store/db.server';
import { shopById } from '../../store/shops/shops';
import { forgetOrdersApart, latestAudit } from '../../store/work/audits';
import { enqueueScopeCheck, showsAllOrders } from '../facts/shown-orders.server';
import { openAudit } from './open-audit.server';

/** Milliseconds until the second comparison: by then an order on its way has arrived. */
const AGAIN_AFTER_MS = 3 * 60_000;

/**
 * Compares Shopify's count of orders with ours (job). If they differ twice by the same number, opens an id audit.
 * Not while rereads or an import are open, and not where Shopify shows 60 days only: that count falls by itself.
 * A difference that the last audit left (orders that were erased here) opens no other audit until the counts were
 * equal once.
 * @param before the difference a few minutes ago; missing in the first comparison
 */
export async function compareCounts(shop: ShopId, before?: number): Promise<void> {
  const { domain, installed, historyStartsOn, settled } = await withShop(shop, async (tx) => ({
    ...(await shopById(tx, shop)),
    ...(await one(
      tx,
      z.object({ settled: z.boolean() }),
      sql`
      select not exists (select from reread_requests where shop_id = ${shop} and kind = 'order' and read_at is null)
        and not exists (select from imports where shop_id = ${shop} and state = 'running')
        and exists (select from imports where shop_id = ${shop} and state = 'done') as settled`,
    )),
  }));
  if (!installed || historyStartsOn !== null || !settled) return;
  const { ordersCount } = await admin(domain).query(COUNTS, {}, countsResponse);
  if (ordersCount === null) return;
  const ordersApart = await withShop(shop, async (tx) => {
    const { ours } = await one(
      tx,
      z.object({ ours: z.number().int() }),
      sql`select ((select count(*) from orders where shop_id = ${shop})
        + (select count(*) from orders_set_apart where shop_id = ${shop}))::int as ours`,
    );
    const apart = ordersCount.count - ours;
    const last = await latestAudit(tx, shop, 'ids');
    if (apart === 0 && last !== null) await forgetOrdersApart(tx, shop, last.id);
    return last?.state === 'done' && apart === last.ordersApart ? 0 : apart;
  });
  if (ordersApart === 0) return;
  const showsAll = await showsAllOrders(domain);
  await withShop(shop, async (tx) => {
    if (!showsAll) return await enqueueScopeCheck(tx, domain);
    if (before === undefined) {
      const runAt = new Date(Date.now() + AGAIN_AFTER_MS);
      return await enqueue(
        tx,
        'reconcile.counts',
        { shopId: shop, before: ordersApart },
        { runAt },
      );
    }
    if (ordersApart !== before) return;
    log.info({ shop, ordersApart }, "Shopify's count of orders differs from ours");
    await openAudit(tx, shop, 'ids', { why: 'apart', ordersApart });
  });
}
