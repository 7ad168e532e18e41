import { z } from 'zod';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { admin } from '../../shopify/api/admin.server';
import { COUNTS, countsResponse } from '../../shopify/documents/counts';
import { one, sql, withShop, type ShopId } from '../../store/db.server';
import { shopById } from '../../store/work/imports';
import { forgetOrdersApart, latestSweep } from '../../store/work/sweeps';
import { askWhatIsShown, showsAllOrders } from '../facts/shown-orders.server';
import { openSweep } from './sweep-begin.server';

/** An order on its way makes a difference, too: it is gone when one looks again. */
const AGAIN_AFTER_MS = 3 * 60_000;

/**
 * Compares Shopify's own count of orders with ours (job); where they differ twice by the same, a sweep
 * finds out why. Not while something is still being read, and not where Shopify shows 60 days only: its
 * count then falls by itself. A difference that a sweep has left (orders that were erased here) begins
 * no other, until the two were the same once.
 * @param before how far they were apart a few minutes ago, where this is the second look
 */
export async function compareCounts(shop: ShopId, before?: number): Promise<void> {
  const { domain, installed, comparable } = await withShop(shop, async (tx) => ({
    ...(await shopById(tx, shop)),
    ...(await one(
      tx,
      z.object({ comparable: z.boolean() }),
      sql`
      select history_starts_on is null
        and not exists (select from reread_requests where shop_id = ${shop} and kind = 'order' and read_at is null)
        and not exists (select from imports where shop_id = ${shop} and state = 'running')
        and exists (select from imports where shop_id = ${shop} and state = 'done') as comparable
      from shops where id = ${shop}`,
    )),
  }));
  if (!installed || !comparable) return;
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
    const last = await latestSweep(tx, shop, 'ids');
    if (apart === 0 && last !== null) await forgetOrdersApart(tx, shop, last.id);
    return last?.state === 'done' && apart === last.ordersApart ? 0 : apart;
  });
  if (ordersApart === 0) return;
  const showsAll = await showsAllOrders(domain);
  await withShop(shop, async (tx) => {
    if (!showsAll) return await askWhatIsShown(tx, domain);
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
    log.info({ shop, ordersApart }, 'Shopify counts other orders than we do');
    await openSweep(tx, shop, 'ids', { why: 'apart', ordersApart });
  });
}
