import { z } from 'zod';
import { now } from '../../clock.server';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { isOpenRequest } from '../../store/work/filtered-requests';
import { readable } from '../readable';
import type { ReadSnapshot } from '../read.server';
import { COUNTED_BY, decompressed } from '../stored-numbers';
import { filterKey, type Filter } from './filter';

/** The numbers of chosen customers, as far as they are. */
export interface FilteredRead {
  /** shown: `read` has them. waiting, running: a request is open, or due */
  state: 'shown' | 'waiting' | 'running';
  /** null before the first count; `stale` while the shop's own numbers have changed since */
  read: ReadSnapshot | null;
  /** nothing is requested that would count them anew, and they lack something */
  due: boolean;
}

const rowSchema = z.object({
  numbers: z.instanceof(Buffer).nullable(),
  computedAt: z.date().nullable(),
  rulesVersion: z.number(),
  current: z.boolean(),
  open: z.boolean(),
  started: z.boolean(),
});

/**
 * Reads the numbers of the customers that a filter chooses. They are current while the shop's own numbers of that day
 * are the ones whose T and window they have: every change that makes those count again makes these due.
 * @param base the shop's own numbers of the day
 */
export async function readFiltered(
  shop: ShopId,
  filter: Filter,
  base: ReadSnapshot,
): Promise<FilteredRead> {
  const key = filterKey(filter);
  const found = await withShop(shop, async (tx) => {
    const own = sql`shop_id = ${shop} and as_of = ${base.snapshot.asOf}::date and filter_key = ${key}`;
    await tx.query(sql`
      update filtered_snapshots set seen_at = ${now()}::timestamptz
      where ${own} and seen_at < ${now()}::timestamptz - interval '1 hour'`);
    const [row] = await rows(
      tx,
      rowSchema,
      sql`
      select numbers, computed_at as "computedAt", rules_version as "rulesVersion", started_at is not null as started,
        coalesce(base_at = ${base.computedAt}::timestamptz and counted_by = ${COUNTED_BY}, false) as current,
        ${isOpenRequest(now())} as open
      from filtered_snapshots where ${own}`,
    );
    return row;
  });
  const open = found?.open ?? false;
  if (!found?.numbers || found.computedAt === null)
    return { state: open && found?.started ? 'running' : 'waiting', read: null, due: !open };
  return {
    state: 'shown',
    read: {
      ...readable(decompressed(found.numbers)),
      computedAt: found.computedAt.toISOString(),
      stale: base.stale || !found.current,
      rulesVersion: found.rulesVersion,
    },
    due: !found.current && !open,
  };
}
