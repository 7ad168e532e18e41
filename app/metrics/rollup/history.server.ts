import { z } from 'zod';
import { rows, sql, type ShopId, type Tx } from '../../store/db.server';
import { zoneOf } from '../../store/shops/shops';

/** Month ends that are kept beside the current day. */
const MONTHS_KEPT = 36;

/**
 * The newest D that begins a month, has counted orders before it and has no snapshot. A stale
 * one is counted again at night.
 */
export async function nextMonthEnd(tx: Tx, shop: ShopId, now: Date): Promise<string | null> {
  const [missing] = await rows(
    tx,
    z.object({ day: z.string() }),
    sql`
    select to_char(day, 'YYYY-MM-DD') as day
    from date_trunc('month', ${now}::timestamptz at time zone ${zoneOf(shop)}) latest,
      generate_series(latest, latest - make_interval(months => ${MONTHS_KEPT - 1}::int), interval '-1 month') day
    where day > (select min(book.day) from day_books book where book.shop_id = ${shop} and book.reason = '')
      and not exists (select from snapshots kept where kept.shop_id = ${shop} and kept.as_of = day::date)
    order by day desc limit 1`,
  );
  return missing?.day ?? null;
}
