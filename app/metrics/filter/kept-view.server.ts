import { z } from 'zod';
import { now } from '../../clock.server';
import { rows, sql, type ShopId, type Tx } from '../../store/db.server';
import { isOpenRequest } from '../../store/work/filtered-requests';
import type { ReadSnapshot } from '../read.server';
import { COUNTED_BY, decompressed } from '../stored-numbers';

/** Numbers that were counted on request beside a day's own (decision 105), as far as they are. */
export interface KeptView {
  /** shown: `kept` has them. waiting, running: a request is open, or due */
  state: 'shown' | 'waiting' | 'running';
  /** null before the first count */
  kept: {
    numbers: Record<string, unknown>;
    computedAt: Date;
    rulesVersion: number;
    /** they belong to the count of the shop's numbers that are shown */
    current: boolean;
  } | null;
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
  unseen: z.boolean(),
});

/**
 * Reads kept numbers, and notes once an hour that they were looked at.
 * @param key `filterKey`, or `detailKey`
 * @param base the shop's own numbers of the day
 */
export async function keptViewIn(
  tx: Tx,
  shop: ShopId,
  key: string,
  base: ReadSnapshot,
): Promise<KeptView> {
  const own = sql`shop_id = ${shop} and as_of = ${base.snapshot.asOf}::date and filter_key = ${key}`;
  const [found] = await rows(
    tx,
    rowSchema,
    sql`
    select numbers, computed_at as "computedAt", rules_version as "rulesVersion", started_at is not null as started,
      coalesce(base_at = ${base.computedAt}::timestamptz and counted_by = ${COUNTED_BY}, false) as current,
      ${isOpenRequest(now())} as open, seen_at < ${now()}::timestamptz - interval '1 hour' as unseen
    from filtered_snapshots where ${own}`,
  );
  if (found?.unseen)
    await tx.query(sql`update filtered_snapshots set seen_at = ${now()}::timestamptz where ${own}`);
  const open = found?.open ?? false;
  if (!found?.numbers || found.computedAt === null)
    return { state: open && found?.started ? 'running' : 'waiting', kept: null, due: !open };
  const { numbers, computedAt, rulesVersion, current } = found;
  return {
    state: 'shown',
    kept: { numbers: decompressed(numbers), computedAt, rulesVersion, current },
    due: !current && !open,
  };
}
