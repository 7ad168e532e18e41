import { z } from 'zod';
import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { raw, rows, sql, withShop, type ShopId } from '../../store/db.server';
import type { InstalledShop } from '../shop.server';

/** How far a past day is that somebody asked for: in the queue, or being counted. */
export type PastDayState = 'waiting' | 'running';

/** A calendar day as it comes in an address or a form; null for anything else. */
export function dayAsked(text: unknown): string | null {
  const parsed = z.iso.date().safeParse(text);
  return parsed.success ? parsed.data : null;
}

/** The day of the shop's first order, as its clock had it; null for a shop without orders. */
export async function firstOrderDay({ id, timezone }: InstalledShop): Promise<string | null> {
  const [first] = await withShop(id, (tx) =>
    rows(
      tx,
      z.object({ day: z.string() }),
      sql`
      select to_char(processed_at at time zone ${timezone}, 'YYYY-MM-DD') as day from orders
      where shop_id = ${id} order by processed_at limit 1`,
    ),
  );
  return first?.day ?? null;
}

/** A day takes seconds; one that took so long was given up, and may be asked for again. */
const GIVEN_UP = '15 minutes';

/** A time that has not come yet was written by a clock that has stepped back since. */
const lately = (at: Date, request: string) =>
  sql`${raw(request)}.requested_at between ${at}::timestamptz - ${GIVEN_UP}::interval and ${at}::timestamptz + interval '1 minute'`;

/** Days of one shop that may wait at once. */
const MOST_WAITING = 20;

/**
 * Asks the worker for the numbers as of a day; a day that is kept and fresh, or asked for already,
 * is not asked for again.
 */
export async function askForDay(shop: ShopId, asOf: string): Promise<void> {
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
        where known.state = 'done' or not ${lately(now(), 'known')}
      returning state`,
    );
    if (asked.length > 0) await enqueue(tx, 'snapshot.day', { shopId: shop, asOf });
  });
}

/** The request for a day that is not counted yet; null where nobody waits. */
export async function pastDayState(shop: ShopId, asOf: string): Promise<PastDayState | null> {
  const [request] = await withShop(shop, (tx) =>
    rows(
      tx,
      z.object({ state: z.enum(['waiting', 'running', 'done']) }),
      sql`
      select state from snapshot_requests where shop_id = ${shop} and as_of = ${asOf}::date
        and ${lately(now(), 'snapshot_requests')}`,
    ),
  );
  return request === undefined || request.state === 'done' ? null : request.state;
}
