import { z } from 'zod';
import { rows, sql, transaction } from '../store/db.server';
import { enqueue } from './enqueue.server';

/** Shops by id, from `from` to `to`, both included. */
export interface Slice {
  from: number;
  to: number;
}

/** Scheduled jobs over all shops. */
type ScheduledJob =
  'shops.hourly' | 'snapshot.newDay' | 'privacy.keepNoLonger' | 'shops.clockCameBack';

/** Shops of a slice: about one second of work, after which the slot is free for more urgent jobs. */
const SHOPS = 200;

/**
 * Splits scheduled work over all shops into jobs of `SHOPS` shops each, which all workers share. They are
 * enqueued in one transaction, and each is retried alone.
 * @returns the slice to work on now: the given one, or all shops where one slice holds them; null where
 *   jobs were enqueued or there is no shop
 */
export async function splitOverShops(
  walk: ScheduledJob,
  slice: Slice | undefined,
): Promise<Slice | null> {
  if (slice !== undefined) return slice;
  return await transaction(async (tx) => {
    const slices = await rows(
      tx,
      z.object({ from: z.number(), to: z.number() }),
      sql`
      select min(id) as from, max(id) as to
      from (select id, (row_number() over (order by id) - 1) / ${SHOPS}::int as place from shops) cut
      group by place order by place`,
    );
    const [only, ...more] = slices;
    if (more.length === 0) return only ?? null;
    for (const one of slices) await enqueue(tx, walk, { slice: one });
    return null;
  });
}
