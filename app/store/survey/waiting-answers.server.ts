import { z } from 'zod';
import { one, sql, type ShopId, type Tx } from '../db.server';

/**
 * Ends the waiting of what buyers said of orders before they were known: what is proved by now becomes an
 * answer, the rest goes. Costs one look where nothing waits. The caller holds the shop's snapshots alone
 * (`holdSnapshots`), has written the orders before, and asks for a snapshot afterwards.
 * @param at the time now: kept days that have begun by then are stale
 * @returns how many senders' orders have come, theirs or not
 */
export async function adoptWaiting(
  tx: Tx,
  shop: ShopId,
  at: Date,
): Promise<{ proved: number; wrong: number }> {
  return await one(
    tx,
    z.object({ proved: z.number().int(), wrong: z.number().int() }),
    sql`select proved, wrong from survey_adopt(${shop}::int, ${at}::timestamptz)`,
  );
}
