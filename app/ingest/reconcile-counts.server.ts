import { z } from 'zod';
import { log } from '../log.server';
import { admin } from '../shopify/admin.server';
import { COUNTS, countsAnswer } from '../shopify/documents/counts';
import { one, sql, withShop, type ShopId } from '../store/db.server';
import { shopById } from '../store/imports';
import { latestSweep } from '../store/sweeps';
import { openSweep } from './sweep-begin.server';

/**
 * Compares Shopify's own count of orders with ours (job); where they differ, a sweep finds out why.
 * Not while something is still being read, and not where Shopify shows 60 days only: its count then
 * falls by itself. A difference that a sweep has left (orders that were erased here) begins no other.
 */
export async function compareCounts(shop: ShopId): Promise<void> {
  const { domain, installed, comparable } = await withShop(shop, async (tx) => ({
    ...(await shopById(tx, shop)),
    ...(await one(
      tx,
      z.object({ comparable: z.boolean() }),
      sql`
      select history_starts_on is null
        and not exists (select from pokes where shop_id = ${shop})
        and not exists (select from imports where shop_id = ${shop} and state = 'running')
        and exists (select from imports where shop_id = ${shop} and state = 'done') as comparable
      from shops where id = ${shop}`,
    )),
  }));
  if (!installed || !comparable) return;
  const { ordersCount } = await admin(domain).query(COUNTS, {}, countsAnswer);
  if (ordersCount === null) return;
  await withShop(shop, async (tx) => {
    const { ours } = await one(
      tx,
      z.object({ ours: z.number().int() }),
      sql`select count(*)::int as ours from orders where shop_id = ${shop}`,
    );
    const ordersApart = ordersCount.count - ours;
    const last = await latestSweep(tx, shop, 'ids');
    if (ordersApart === 0 || ordersApart === last?.ordersApart) return;
    log.info({ shop, ordersApart }, 'Shopify counts other orders than we do');
    await openSweep(tx, shop, 'ids', { why: 'apart', ordersApart });
  });
}
