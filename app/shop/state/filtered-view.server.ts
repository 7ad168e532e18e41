import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { isOpenRequest } from '../../store/work/filtered-requests';
import { z } from 'zod';

/** Filtered views of one shop that are kept, those seen last; 10 to 60 KB each. */
const MOST_KEPT = 60;
/** Requests of one shop that may wait at once: of more, the latest. */
const MOST_WAITING = 5;

export interface FilteredRequest {
  /** the day D of the shop's own numbers, which exist */
  asOf: string;
  /** `filterKey` of the filter */
  key: string;
  filter: object;
}

/**
 * Requests the numbers of chosen customers, unless they are requested already. One job of the shop counts all requests,
 * the latest first, so that any number of requests is one job and a bounded number of rows.
 */
export async function requestFiltered(
  shop: ShopId,
  { asOf, key, filter }: FilteredRequest,
): Promise<void> {
  await withShop(shop, async (tx) => {
    const at = now();
    const requested = await rows(
      tx,
      z.object({ key: z.string() }),
      sql`
      insert into filtered_snapshots as known (shop_id, as_of, filter_key, filter, requested_at, seen_at)
      values (${shop}, ${asOf}::date, ${key}, ${JSON.stringify(filter)}::jsonb, ${at}::timestamptz, ${at}::timestamptz)
      on conflict (shop_id, as_of, filter_key) do update
        set requested_at = excluded.requested_at, started_at = null, seen_at = excluded.seen_at
        where not ${isOpenRequest(at, 'known.requested_at')}
      returning filter_key as key`,
    );
    if (requested.length === 0) return;
    await dropOldest(tx, shop);
    await enqueue(tx, 'snapshot.filtered', { shopId: shop });
  });
}

/** Withdraws all but the latest requests, and deletes all but the views seen last. */
async function dropOldest(tx: Tx, shop: ShopId): Promise<void> {
  const waiting = sql`shop_id = ${shop} and requested_at is not null and started_at is null`;
  await tx.query(sql`
    update filtered_snapshots set requested_at = null
    where ${waiting} and (as_of, filter_key) not in (
      select as_of, filter_key from filtered_snapshots where ${waiting}
      order by requested_at desc, filter_key limit ${MOST_WAITING})`);
  await tx.query(sql`
    delete from filtered_snapshots
    where shop_id = ${shop} and requested_at is null and (numbers is null or (as_of, filter_key) not in (
      select as_of, filter_key from filtered_snapshots where shop_id = ${shop}
      order by seen_at desc, filter_key limit ${MOST_KEPT}))`);
}
