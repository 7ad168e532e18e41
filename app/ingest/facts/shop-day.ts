import { z } from 'zod';
import { now } from '../../clock.server';
import { one, sql, type Tx } from '../../store/db.server';

/** The day of `at`, or today, in the shop's time zone: `2026-11-29`. */
export async function shopDay(tx: Tx, timezone: string, at = now()): Promise<string> {
  const { day } = await one(
    tx,
    z.object({ day: z.string() }),
    sql`select (${at}::timestamptz at time zone ${timezone})::date::text as day`,
  );
  return day;
}
