import { z } from 'zod';
import { now } from '../clock.server';
import { nextMonthEnd } from '../metrics/rollup/history.server';
import { takeSnapshot } from '../metrics/rollup/snapshot.server';
import { enqueue } from '../queue/enqueue.server';
import { rows, sql, transaction, withShop, type ShopId } from '../store/db.server';

/** The current numbers; the months behind follow in the background. */
export async function refreshSnapshot(shop: ShopId): Promise<void> {
  await takeSnapshot(shop, null, now());
  await enqueue(null, 'snapshot.history', { shopId: shop });
}

/** Every shop whose newest snapshot knows no today: a new day has begun there since. */
export async function refreshWhereDayIsNew(): Promise<void> {
  await transaction(async (tx) => {
    const shops = await rows(
      tx,
      z.object({ id: z.number().int() }),
      sql`
      select id from shops where uninstalled_at is null and timezone is not null
        and (select max(as_of) from snapshots where shop_id = shops.id) <= (${now()}::timestamptz at time zone timezone)::date`,
    );
    for (const { id } of shops) await enqueue(tx, 'snapshot.refresh', { shopId: id });
  });
}

/** One month's end, then asks for the one before: other jobs of the shop come between. */
export async function computeHistory(shop: ShopId): Promise<void> {
  const day = await nextMonthEnd(shop, now());
  if (day === null) return;
  await takeSnapshot(shop, day, now());
  await enqueue(null, 'snapshot.history', { shopId: shop });
}

/** A past day that somebody asked for. */
export async function computeDay(shop: ShopId, asOf: string): Promise<void> {
  const mark = (state: 'running' | 'done') =>
    withShop(shop, (tx) =>
      tx.query(sql`
        update snapshot_requests set state = ${state}, finished_at = case when ${state} = 'done' then ${now()}::timestamptz end
        where shop_id = ${shop} and as_of = ${asOf}::date`),
    );
  await mark('running');
  await takeSnapshot(shop, asOf, now());
  await mark('done');
}
