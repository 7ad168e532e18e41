import { z } from 'zod';
import { now } from '../clock.server';
import { nextMonthEnd } from '../metrics/rollup/history.server';
import { takeSnapshot } from '../metrics/rollup/snapshot.server';
import { enqueue } from '../queue/enqueue.server';
import { beginTurn, endTurn } from '../queue/snapshot-turn.server';
import { rows, sql, withShop, type ShopId } from '../store/db.server';

/** The current numbers, when it is the shop's turn; the months behind follow in the background. */
export async function refreshSnapshot(shop: ShopId): Promise<void> {
  if (!(await withShop(shop, (tx) => beginTurn(tx, shop)))) return;
  const from = performance.now();
  const end = (counted: boolean) =>
    withShop(shop, async (tx) => {
      await endTurn(tx, shop, { tookMs: performance.now() - from, counted });
      if (counted) await enqueue(tx, 'snapshot.history', { shopId: shop });
    });
  try {
    await takeSnapshot(shop, null, now());
  } catch (error) {
    await end(false);
    throw error;
  }
  await end(true);
}

/** One month's end that was never counted, then asks for the one before: other jobs of the shop come between. */
export async function computeHistory(shop: ShopId): Promise<void> {
  const day = await nextMonthEnd(shop, now());
  if (day === null) return;
  await takeSnapshot(shop, day, now());
  await enqueue(null, 'snapshot.history', { shopId: shop });
}

/** One kept day whose orders have changed since it was counted, newest first, then asks for the next. */
export async function computeStale(shop: ShopId): Promise<void> {
  const [next] = await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({ day: z.string() }),
      sql`
      select as_of::text as day from snapshots
      where shop_id = ${shop} and stale and as_of <= (
        select (${now()}::timestamptz at time zone timezone)::date from shops where id = ${shop})
      order by as_of desc limit 1`,
    ),
  );
  if (next === undefined) return;
  await takeSnapshot(shop, next.day, now());
  await enqueue(null, 'snapshot.stale', { shopId: shop });
}

/** A day that has just ended, or one that somebody asked for. */
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
