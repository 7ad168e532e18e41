import { z } from 'zod';
import { stagePart } from '../../../app/ingest/import/bulk-part.server';
import { readAndMerge } from '../../../app/ingest/import/read-and-merge.server';
import { measureDetail } from '../../../app/metrics/filter/measure-filtered.server';
import { takeSnapshot } from '../../../app/metrics/rollup/snapshot.server';
import type { MetricSettings } from '../../../app/metrics/settings';
import type { Snapshot } from '../../../app/metrics/snapshot';
import {
  endPools,
  one,
  prisma,
  shopIdSchema,
  sql,
  transaction,
  withShop,
  type ShopId,
} from '../../../app/store/db.server';
import { beginImport, partsOf, updatePart, type ImportPart } from '../../../app/store/work/imports';
import { GRAINS } from '../../../app/terms/cohorts';
import { SPLITS } from '../../../app/terms/splits';
import type { ShopRecord } from '../../sandbox/store/records';
import { instantInZone } from '../../sandbox/store/zoned-time';
import { CommandTrouble } from '../trouble';
import { sourceOf, type Records } from './bulk-objects';

/** A small batch, because the last one is merged only after everything is read. */
const BATCH = 60_000;

/** A shop to count. */
export interface CountedShop extends Records {
  shop: ShopRecord;
}

/**
 * Computes a shop's snapshot as of a day in an empty database, by the app's own import, merge, book and
 * snapshot, without Shopify, HTTP and the queue. Set the app's environment before importing this module.
 * @param metrics the merchant's metric settings
 * @param asOf orders of this day and later are left out
 * @param onOrders called with the number of orders read so far
 */
export async function countShop(
  world: CountedShop,
  asOf: string,
  metrics: Partial<MetricSettings>,
  onOrders: (orders: number) => void,
): Promise<{ shop: ShopId; snapshot: Snapshot }> {
  const { shop: record } = world;
  const shop = await register(record, metrics);
  // the day before is the shop's today, and `asOf` its tomorrow
  const at = new Date(instantInZone(asOf, record.ianaTimezone) - 1);
  await importFrom(shop, world, at, onOrders);
  return { shop, snapshot: await takeSnapshot(shop, null, at) };
}

/** Cohorts by grain, which a snapshot does not keep (app/metrics/README.md section 3). */
export async function cohortGrids(
  shop: ShopId,
  snapshot: Snapshot,
): Promise<Record<string, unknown>> {
  const grids: Record<string, unknown> = {};
  for (const grain of GRAINS)
    grids[grain] = await measureDetail(shop, `cohorts.${grain}`, {}, snapshot, beforeDay(snapshot));
  return grids;
}

/** The LTV curve of groups by the first order, which a snapshot does not keep (section 2). */
export async function curveSplits(
  shop: ShopId,
  snapshot: Snapshot,
): Promise<Record<string, unknown>> {
  const splits: Record<string, unknown> = {};
  for (const by of SPLITS) {
    const { groups } = await measureDetail(shop, `split.${by}`, {}, snapshot, beforeDay(snapshot));
    splits[by] = groups;
  }
  return splits;
}

/** What was bought next, which a snapshot does not keep (section 3). */
export async function nextProducts(
  shop: ShopId,
  snapshot: Snapshot,
): Promise<Record<string, unknown>> {
  return await measureDetail(shop, 'nextProducts', {}, snapshot, beforeDay(snapshot));
}

/** Customers in groups, and the moves since the day a month before, which a snapshot does not keep (sections 4, 5 and 7). */
export async function groupsAndMoves(
  shop: ShopId,
  snapshot: Snapshot,
): Promise<Record<string, unknown>> {
  const count = async (name: 'segments' | `moves.${string}`) =>
    await measureDetail(shop, name, {}, snapshot, beforeDay(snapshot));
  return {
    segmentGroups: await count('segments'),
    stageMoves: await count(`moves.${snapshot.statusFlow.since}`),
  };
}

/** The shop's today where D is its tomorrow. */
const beforeDay = ({ asOf, timezone }: Snapshot): Date =>
  new Date(instantInZone(asOf, timezone) - 1);

/** Closes the app's database connections. */
export async function leaveDatabase(): Promise<void> {
  await prisma.$disconnect();
  await endPools();
}

async function register(
  { domain, name, currencyCode, ianaTimezone, primaryLocale }: ShopRecord,
  metrics: Partial<MetricSettings>,
) {
  const { id } = await transaction((tx) =>
    one(
      tx,
      z.object({ id: shopIdSchema }),
      sql`
      insert into shops (domain, name, currency, timezone, locale, scopes, installed_at, settings)
      values (${domain}, ${name}, ${currencyCode}, ${ianaTimezone}, ${primaryLocale}, '{}', now(),
        ${JSON.stringify({ metrics })}::jsonb)
      returning id`,
    ),
  );
  return id;
}

async function importFrom(
  shop: ShopId,
  world: CountedShop,
  at: Date,
  onOrders: (orders: number) => void,
): Promise<void> {
  const source = sourceOf(world, onOrders);
  const { importId, parts } = await withShop(shop, async (tx) => {
    const begun = await beginImport(tx, shop, at);
    if (begun === null) throw new Error('a new shop has no import');
    return { importId: begun, parts: await partsOf(tx, shop, begun) };
  });
  for (const part of parts) {
    const read =
      part.part === 'orders'
        ? await readAndMerge(shop, importId, part, world.shop.ianaTimezone, at, {
            source,
            batch: BATCH,
          })
        : await stagePart(shop, importId, part, at, { source });
    mustBeRead(read);
    await withShop(shop, (tx) => updatePart(tx, shop, importId, read));
  }
}

function mustBeRead({ state, part, lastError }: ImportPart): void {
  if (state !== 'staged')
    throw new CommandTrouble(
      `The ${part} could not be read: ${lastError ?? 'no reason was given'}.`,
    );
}
