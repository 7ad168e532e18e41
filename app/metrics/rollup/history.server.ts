import { z } from 'zod';
import { one, rows, sql, withShop, type ShopId } from '../../store/db.server';
import { addMonths, dayIn, monthStart } from '../calendar';

/** Months' ends that are kept beside the current day. */
const MONTHS_KEPT = 36;

/**
 * The newest D that begins a month, has counted orders before it and has no snapshot. One that has
 * become stale is counted anew at night.
 */
export async function nextMonthEnd(shop: ShopId, now: Date): Promise<string | null> {
  return await withShop(shop, async (tx) => {
    const { timezone } = await one(
      tx,
      z.object({ timezone: z.string() }),
      sql`select timezone from shops where id = ${shop}`,
    );
    const latest = monthStart(dayIn(timezone, now));
    const [missing] = await rows(
      tx,
      z.object({ day: z.string() }),
      sql`
      select to_char(day, 'YYYY-MM-DD') as day
      from generate_series(${latest}::timestamp, ${addMonths(latest, 1 - MONTHS_KEPT)}::timestamp, interval '-1 month') day
      where day > (select min(book.day) from day_books book where book.shop_id = ${shop} and book.reason = '')
        and not exists (select from snapshots kept where kept.shop_id = ${shop} and kept.as_of = day::date)
      order by day desc limit 1`,
    );
    return missing?.day ?? null;
  });
}
