import { z } from 'zod';
import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { zoneOf } from '../../store/shops/shops';
import { isOpenRequest } from '../../store/work/filtered-requests';

/** Requests of one shop that may wait at once: of more, the latest. */
const MOST_WAITING = 3;

/**
 * Requests the customers as of past days, unless they are requested already. One job of the shop counts all of them, the
 * latest request first.
 * @param days those that a list is missing (`openList`); a day that is not past is left to the shop's refreshes
 */
export async function requestPastPeople(shop: ShopId, days: readonly string[]): Promise<void> {
  await withShop(shop, async (tx) => {
    const at = now();
    const requested = await rows(
      tx,
      z.object({ day: z.string() }),
      sql`
      insert into past_people_days as known (shop_id, as_of, requested_at, seen_at)
      select ${shop}::int, day, ${at}::timestamptz, ${at}::timestamptz from unnest(${[...days]}::date[]) day
      where day <= (${at}::timestamptz at time zone ${zoneOf(shop)})::date
      on conflict (shop_id, as_of) do update
        set requested_at = excluded.requested_at, started_at = null, seen_at = excluded.seen_at
        where not ${isOpenRequest(at, 'known.requested_at')}
      returning as_of::text as day`,
    );
    if (requested.length === 0) return;
    const waiting = sql`shop_id = ${shop} and requested_at is not null and started_at is null`;
    await tx.query(sql`
      update past_people_days set requested_at = null
      where ${waiting} and as_of not in (
        select as_of from past_people_days where ${waiting} order by requested_at desc, as_of limit ${MOST_WAITING})`);
    await enqueue(tx, 'snapshot.people', { shopId: shop });
  });
}
