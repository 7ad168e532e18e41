import { z } from 'zod';
import { readInto } from '../../../app/ingest/import/bulk-part.server';
import { readAndMerge } from '../../../app/ingest/import/read-and-merge.server';
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
import type { ShopRecord } from '../../sandbox/store/records';
import { instantInZone } from '../../sandbox/store/zoned-time';
import { CommandTrouble } from '../trouble';
import { sourceOf, type Records } from './bulk-objects';

/** The last batch is merged when everything is read: a smaller one takes less long then. */
const BATCH = 60_000;

/** A shop whose numbers are asked for. */
export interface CountedShop extends Records {
  shop: ShopRecord;
}

/**
 * The numbers of a shop as of a day, in an empty database: its objects go through the app's own reading,
 * merge, book and snapshot. What is left out is Shopify, the way to it, and the queue.
 * Load this module when the app's environment is set: the app reads it at once.
 * @param metrics what the merchant has set about the numbers
 * @param asOf orders of this day and later are not among the shop's
 * @param onOrders hears how many orders have been read
 */
export async function countShop(
  world: CountedShop,
  asOf: string,
  metrics: Partial<MetricSettings>,
  onOrders: (orders: number) => void,
): Promise<Snapshot> {
  const { shop: record } = world;
  const shop = await register(record, metrics);
  // the day before is the shop's today, and `asOf` its tomorrow
  const at = new Date(instantInZone(asOf, record.ianaTimezone) - 1);
  await importFrom(shop, world, at, onOrders);
  return await takeSnapshot(shop, null, at);
}

/** Ends the app's connections. */
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
        : await readInto(shop, importId, part, at, { source });
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
