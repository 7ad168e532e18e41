import { z } from 'zod';
import { one, rows, sql, withShop, type ShopId } from '../store/db.server';
import { metricSettingsSchema, type MetricSettings } from './settings';
import { snapshotSchema, type Snapshot } from './snapshot';
import { storedSchema, unpacked } from './stored-numbers';

export interface ReadSnapshot {
  snapshot: Snapshot;
  /** ISO time at which it was computed */
  computedAt: string;
  /** an order of before its day has changed since */
  stale: boolean;
}

const kept = storedSchema.extend({ computedAt: z.date(), stale: z.boolean() });

/** The newest snapshot of a shop, or the one of a day; null where there is none. */
export async function readSnapshot(shop: ShopId, asOf?: string): Promise<ReadSnapshot | null> {
  const [found] = await withShop(shop, (tx) =>
    rows(
      tx,
      kept,
      sql`
      select numbers, series, computed_at as "computedAt", stale from snapshots
      where shop_id = ${shop} ${asOf === undefined ? sql`` : sql`and as_of = ${asOf}::date`}
      order by as_of desc limit 1`,
    ),
  );
  if (found === undefined) return null;
  const { computedAt, stale } = found;
  const snapshot = snapshotSchema.parse(unpacked(found));
  return { snapshot, computedAt: computedAt.toISOString(), stale };
}

/** What a month's end says of the pages' histories. */
const monthSchema = snapshotSchema.pick({
  asOf: true,
  customers: true,
  revenue: true,
  ltv: true,
  repeat: true,
  stages: true,
  stageDetails: true,
  status: true,
});
export type MonthEnd = z.output<typeof monthSchema>;

/** The kept months' ends, oldest first. */
export async function readMonthEnds(shop: ShopId): Promise<MonthEnd[]> {
  const found = await withShop(shop, (tx) =>
    rows(
      tx,
      storedSchema,
      sql`select numbers, series from snapshots where shop_id = ${shop} and extract(day from as_of) = 1 order by as_of`,
    ),
  );
  return found.map((row) => monthSchema.parse(unpacked(row)));
}

/** What the merchant has set about the numbers, with the defaults where he has not. */
export async function readSettings(shop: ShopId): Promise<MetricSettings> {
  const { settings } = await withShop(shop, (tx) =>
    one(
      tx,
      z.object({ settings: z.object({ metrics: metricSettingsSchema.prefault({}) }) }),
      sql`select settings from shops where id = ${shop}`,
    ),
  );
  return settings.metrics;
}
