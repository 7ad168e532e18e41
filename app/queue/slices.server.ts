import { z } from 'zod';
import { rows, sql, transaction } from '../store/db.server';
import { enqueue } from './enqueue.server';

/** Shops from one id to another, both included. */
export interface Slice {
  from: number;
  to: number;
}

/** What the clock asks for of all shops at once. */
type Walk = 'shops.hourly' | 'snapshot.newDay' | 'privacy.keepNoLonger' | 'shops.clockCameBack';

/** Shops of a slice: about a second's work, after which the slot is free for what is more urgent. */
const SHOPS = 200;

/**
 * Cuts scheduled work over all shops into jobs of a few shops each, which all workers share. They are
 * enqueued together or not at all, and each is tried again by itself.
 * @returns the slice that is to be done now: the whole where it is short; null where jobs do it
 */
export async function sliceOf(walk: Walk, slice: Slice | undefined): Promise<Slice | null> {
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
