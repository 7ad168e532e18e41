import { z } from 'zod';
import { now } from '../clock.server';
import { rows, sql, withShop, type ShopId, type Tx } from '../store/db.server';
import { readable, readableNumber } from './readable';
import type { Snapshot } from './snapshot';
import { storedSchema, unpacked } from './stored-numbers';

export interface ReadSnapshot {
  snapshot: Snapshot;
  /** ISO time at which it was computed */
  computedAt: string;
  /** an order before its day, or a setting of the numbers, has changed since */
  stale: boolean;
  /** the shop's `rulesVersion` that they were counted by */
  rulesVersion: number;
  /** false: another release stored it, without the numbers that this one adds */
  whole: boolean;
}

/** A row: the numbers, and the columns beside them. */
const kept = storedSchema.extend({
  asOf: z.string(),
  currency: z.string().nullable(),
  timezone: z.string().nullable(),
  computedAt: z.date(),
  stale: z.boolean(),
  rulesVersion: z.number(),
});

const numbersOf = ({ asOf, currency, timezone, ...stored }: z.output<typeof kept>) =>
  readable({ asOf, currency, timezone, ...unpacked(stored) });

/** Excludes days that have not begun: a clock that ran ahead counted them. */
const begun = () =>
  sql`and as_of <= (${now()}::timestamptz at time zone coalesce(timezone, 'UTC'))::date + 1`;

/** The current snapshot of a shop, or the one of a day; null where there is none. */
export async function readSnapshot(shop: ShopId, asOf?: string): Promise<ReadSnapshot | null> {
  return await withShop(shop, (tx) => snapshotIn(tx, shop, asOf));
}

/** Like `readSnapshot`, among the reads of a page. */
export async function snapshotIn(
  tx: Tx,
  shop: ShopId,
  asOf?: string,
): Promise<ReadSnapshot | null> {
  const which = asOf === undefined ? begun() : sql`and as_of = ${asOf}::date`;
  const [found] = await rows(
    tx,
    kept,
    sql`
    select numbers, series, as_of::text as "asOf", currency, timezone, computed_at as "computedAt", stale,
      snapshots.rules_version as "rulesVersion"
    from snapshots join shops on shops.id = shop_id where shop_id = ${shop} ${which}
    order by as_of desc limit 1`,
  );
  if (found === undefined) return null;
  const { stale, rulesVersion } = found;
  return { ...numbersOf(found), computedAt: found.computedAt.toISOString(), stale, rulesVersion };
}

/** How many customers stood on each stage at a month's end. */
export type MonthEnd = Pick<Snapshot, 'asOf' | 'stages'>;

/** How many customers were in each segment at a month's end. */
export type SegmentEnd = Pick<Snapshot, 'asOf' | 'segments'>;

/** The stages of the kept month ends, oldest first. */
export async function readMonthEnds(tx: Tx, shop: ShopId): Promise<MonthEnd[]> {
  const found = await readEnds(tx, shop, 'stages');
  return found.map(({ asOf, kept }) => ({ asOf, stages: readableNumber('stages', kept) }));
}

/** The segments of the kept month ends, oldest first. */
export async function readSegmentEnds(tx: Tx, shop: ShopId): Promise<SegmentEnd[]> {
  const found = await readEnds(tx, shop, 'segments');
  return found.map(({ asOf, kept }) => ({ asOf, segments: readableNumber('segments', kept) }));
}

const keptNumber = z.object({ asOf: z.string(), kept: z.unknown() });

/**
 * One number of the kept month ends, without the rest of their snapshots: 36 whole ones took half of the page's 74 ms.
 */
async function readEnds(tx: Tx, shop: ShopId, which: keyof Snapshot) {
  return await rows(
    tx,
    keptNumber,
    sql`
    select as_of::text as "asOf", numbers->${which}::text as kept
    from snapshots join shops on shops.id = shop_id
    where shop_id = ${shop} and extract(day from as_of) = 1 ${begun()}
    order by as_of`,
  );
}
