import { z } from 'zod';
import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { one, raw, rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import type { InstalledShop } from '../shop.server';

/** State of a requested past day: queued, or being computed. */
export type PastDayState = 'waiting' | 'running';

const orderDays = z.object({ first: z.string().nullable(), last: z.string().nullable() });

/** The days of the shop's first and last order, in the shop's zone; null for a shop without orders. */
export async function readOrderDays(
  tx: Tx,
  { id, timezone }: InstalledShop,
): Promise<{ first: string; last: string } | null> {
  const { first, last } = await one(
    tx,
    orderDays,
    sql`
    select to_char(min(processed_at) at time zone ${timezone}, 'YYYY-MM-DD') as first,
      to_char(max(processed_at) at time zone ${timezone}, 'YYYY-MM-DD') as last
    from orders where shop_id = ${id}`,
  );
  return first === null || last === null ? null : { first, last };
}

/** A day takes seconds to compute; an older request is abandoned and may be repeated. */
const ABANDONED_AFTER = '15 minutes';

/** Excludes future times too: a clock that has stepped back since wrote them. */
const isRecent = (at: Date, request: string) =>
  sql`${raw(request)}.requested_at between ${at}::timestamptz - ${ABANDONED_AFTER}::interval and ${at}::timestamptz + interval '1 minute'`;

/** Requests of one shop that may wait at once. */
const MOST_WAITING = 20;

/**
 * Enqueues the computation of a past day's numbers, unless its snapshot is fresh or already requested.
 */
export async function requestPastDay(shop: ShopId, asOf: string): Promise<void> {
  await withShop(shop, async (tx) => {
    const asked = await rows(
      tx,
      z.object({ state: z.string() }),
      sql`
      insert into snapshot_requests as known (shop_id, as_of, state, requested_at)
      select ${shop}::int, ${asOf}::date, 'waiting', ${now()}
      where not exists (select from snapshots where shop_id = ${shop} and as_of = ${asOf}::date and not stale)
        and (select count(*) from snapshot_requests waiting where shop_id = ${shop} and waiting.state <> 'done') < ${MOST_WAITING}
      on conflict (shop_id, as_of) do update
        set state = 'waiting', requested_at = excluded.requested_at, finished_at = null
        where known.state = 'done' or not ${isRecent(now(), 'known')}
      returning state`,
    );
    if (asked.length > 0) await enqueue(tx, 'snapshot.day', { shopId: shop, asOf });
  });
}

/** The state of a past day's request; null where none is open. */
export async function readPastDayState(
  tx: Tx,
  shop: ShopId,
  asOf: string,
): Promise<PastDayState | null> {
  const [request] = await rows(
    tx,
    z.object({ state: z.enum(['waiting', 'running', 'done']) }),
    sql`
    select state from snapshot_requests where shop_id = ${shop} and as_of = ${asOf}::date
      and ${isRecent(now(), 'snapshot_requests')}`,
  );
  return request === undefined || request.state === 'done' ? null : request.state;
}
