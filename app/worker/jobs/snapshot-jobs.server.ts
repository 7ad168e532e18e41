import { z } from 'zod';
import { now } from '../../clock.server';
import { countFiltered } from '../../metrics/filter/count-filtered.server';
import { countRequestedPreview } from '../../metrics/preview/drafts/count-requested.server';
import { nextMonthEnd } from '../../metrics/rollup/history.server';
import { keepAsCounted, OUTDATED } from '../../metrics/rollup/kept-days.server';
import { countPastPeople } from '../../metrics/rollup/past-people.server';
import { takeSnapshot } from '../../metrics/rollup/snapshot.server';
import { Postponed } from '../../queue/ended';
import { enqueue } from '../../queue/enqueue.server';
import { beginRefresh, endRefresh } from '../../queue/snapshot-refresh.server';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { zoneOf } from '../../store/shops/shops';

/**
 * Computes the newest snapshot when the shop's pause is over, and enqueues the history in the background.
 * @throws Postponed during the pause
 */
export async function refreshSnapshot(shop: ShopId): Promise<void> {
  if (!(await withShop(shop, (tx) => beginRefresh(tx, shop)))) throw new Postponed();
  const from = performance.now();
  const end = (counted: boolean) =>
    withShop(shop, async (tx) => {
      await endRefresh(tx, shop, { tookMs: performance.now() - from, counted });
      if (counted && (await nextMonthEnd(tx, shop, now())) !== null)
        await enqueue(tx, 'snapshot.history', { shopId: shop });
    });
  try {
    await takeSnapshot(shop, null, now());
  } catch (error) {
    await end(false);
    throw error;
  }
  await end(true);
}

/** Computes the newest month end without a snapshot, then enqueues itself: other jobs of the shop run between. */
export async function computeMonthEnd(shop: ShopId): Promise<void> {
  const day = await withShop(shop, (tx) => nextMonthEnd(tx, shop, now()));
  if (day === null) return;
  await takeSnapshot(shop, day, now());
  await enqueue(null, 'snapshot.history', { shopId: shop });
}

/**
 * Computes one stale kept day again, the one computed the longest ago, then enqueues itself. Each day is
 * computed once: in a busy shop it may be stale again at once, and then waits for the next night. Days by other rules
 * than the shop's never wait: a setting may change while these jobs run.
 * @param before when the first of these jobs started; missing in the first one
 */
export async function computeStaleDay(shop: ShopId, before?: string): Promise<void> {
  const at = now().toISOString();
  // a future `before` was written by a clock that ran ahead: take every day
  const until = before === undefined || before > at ? at : before;
  const [next] = await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({ day: z.string() }),
      sql`
      select as_of::text as day from snapshots join shops shop on shop.id = shop_id
      where shop_id = ${shop} and (
          (stale or ${OUTDATED}) and computed_at < ${until}::timestamptz or snapshots.rules_version <> shop.rules_version)
        and as_of <= (${now()}::timestamptz at time zone ${zoneOf(shop)})::date
      order by computed_at, as_of desc limit 1`,
    ),
  );
  if (next === undefined) return;
  await takeSnapshot(shop, next.day, now());
  await enqueue(null, 'snapshot.stale', { shopId: shop, before: until });
}

/** Counts the latest request for chosen customers' numbers, then enqueues itself where another waits. */
export async function computeFiltered(shop: ShopId): Promise<void> {
  if (await countFiltered(shop, now())) await enqueue(null, 'snapshot.filtered', { shopId: shop });
}

/** Writes the customers of the past day that was asked for last, then enqueues itself where another waits. */
export async function computePastPeople(shop: ShopId): Promise<void> {
  if (await countPastPeople(shop, now())) await enqueue(null, 'snapshot.people', { shopId: shop });
}

/** Counts what a page's draft of settings would do. */
export async function computePreview(shop: ShopId): Promise<void> {
  await countRequestedPreview(shop, now());
}

/** Computes a day that has just ended, or a past day that a merchant asked for. */
export async function computeDay(shop: ShopId, asOf: string): Promise<void> {
  const mark = (state: 'running' | 'done') =>
    withShop(shop, (tx) =>
      tx.query(sql`
        update snapshot_requests set state = ${state}, finished_at = case when ${state} = 'done' then ${now()}::timestamptz end
        where shop_id = ${shop} and as_of = ${asOf}::date`),
    );
  await mark('running');
  if (!(await keepAsCounted(shop, asOf, now()))) await takeSnapshot(shop, asOf, now());
  await mark('done');
}
