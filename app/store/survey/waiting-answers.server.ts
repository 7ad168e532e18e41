import { z } from 'zod';
import { one, sql, type ShopId, type Tx } from '../db.server';

/**
 * Resolves answers about orders that were not known yet: proved ones become answers, the others are deleted.
 * Costs one lookup where none waits. The caller holds the snapshot lock (`holdSnapshots`), has written the
 * orders before, and requests a snapshot afterwards.
 * @param at the time now: kept days that have begun by then become stale
 * @returns the number of senders whose order has come, proved or not
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
