import { z } from 'zod';
import { now } from '../../clock.server';
import { one, sql, type Tx } from '../../store/db.server';

/** Today in the shop's time zone, `2026-11-29`. */
export async function shopDay(tx: Tx, timezone: string): Promise<string> {
  const { day } = await one(
    tx,
    z.object({ day: z.string() }),
    sql`select (${now()}::timestamptz at time zone ${timezone})::date::text as day`,
  );
  return day;
}
