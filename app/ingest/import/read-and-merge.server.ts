import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { requestRefresh } from '../../queue/snapshot-refresh.server';
import { isRefusedValue, isRepeatedKey } from '../../store/database/database-error';
import { one, sql, untilCrash, withShop, type ShopId, type Tx } from '../../store/db.server';
import { holdFacts } from '../../store/work/facts-lock';
import { countOrdersADay } from './orders-a-day.server';
import { endImport, setPhase, updatePart, type ImportPart } from '../../store/work/imports';
import { stagePart, type ObjectSource } from './bulk-part.server';
import { shopDay } from '../facts/shop-day';
import { markChanges } from '../merge/mark-changes.server';
import { openMerge, type Merge } from '../merge/merge.server';
import type { Batches } from './order-batches.server';
import { requestAllAgain } from '../receive/reread-requests.server';
import { SetApart } from '../merge/set-apart.server';
import { dropStaging } from '../staging/staging.server';
import { Steps } from './steps';

/** Orders and lines in a batch of a first import, merged while the next batch is read. */
const BATCH = 250_000;
/**
 * The longest that a first import's transaction is open while its file is read: two million orders take half of
 * it. An open transaction keeps PostgreSQL from cleaning up after all shops.
 */
const LONGEST_MS = 10 * 60_000;

interface Options {
  /** Shopify has written an object twice, or PostgreSQL refuses a row */
  careful?: boolean;
  /** milliseconds for which a first import may be merged while it is read; 0: merge afterwards */
  besideMs?: number;
  /** where the orders come from; the part's own bulk result by default */
  source?: ObjectSource | undefined;
  /** orders and lines in a batch of a first import */
  batch?: number;
}

/**
 * Reads the orders into staging and merges everything in one transaction: facts, progress and the next job
 * commit together. If reading fails, nothing is merged and the part is retried later. A first import is merged
 * on one core while the other reads on; where that takes too long, it is read again and merged afterwards, like
 * any other import.
 */
export async function readAndMerge(
  shop: ShopId,
  importId: number,
  part: ImportPart,
  timezone: string,
  at: Date,
  { careful = false, besideMs = LONGEST_MS, source, batch = BATCH }: Options = {},
): Promise<ImportPart> {
  const own = { shop, importId, part, timezone, at, careful, source, batch };
  try {
    const beside = !careful && besideMs > 0 && (await hasNoOrder(shop));
    return await (beside ? mergeWhileReading(own, besideMs) : mergeAfterReading(own));
  } catch (error) {
    if (error instanceof NotRead) return error.part;
    if (error instanceof TooLong) {
      log.warn(
        { shop, importId },
        'a first import takes long: reading it again, to merge it afterwards',
      );
      return await readAndMerge(shop, importId, part, timezone, at, { besideMs: 0, source });
    }
    if (careful || !(isRepeatedKey(error) || isRefusedValue(error))) throw error;
    log.warn(
      { shop, importId },
      'PostgreSQL refuses a row, or Shopify has written one twice: reading it again, row by row',
    );
    return await readAndMerge(shop, importId, part, timezone, at, { careful: true, source });
  }
}

interface Own {
  shop: ShopId;
  importId: number;
  part: ImportPart;
  timezone: string;
  at: Date;
  careful: boolean;
  source: ObjectSource | undefined;
  batch: number;
}

async function hasNoOrder(shop: ShopId): Promise<boolean> {
  const { none } = await withShop(shop, (tx) =>
    one(
      tx,
      z.object({ none: z.boolean() }),
      sql`select not exists (select from orders where shop_id = ${shop}) as none`,
    ),
  );
  return none;
}

/** Merges after the file is read, so that no transaction is open meanwhile. */
async function mergeAfterReading(own: Own): Promise<ImportPart> {
  const { shop, importId, part, at, careful, source } = own;
  return await untilCrash(async (stillUp) => {
    const apart = new SetApart();
    const read = await stagePart(shop, importId, part, at, { apart, checked: careful, source });
    if (read.state !== 'staged') return read;
    return await withShop(shop, async (tx) => {
      // a crash empties staging; from here on it would end this transaction, too
      await stillUp();
      const merge = await begin(tx, own, apart);
      await withShop(shop, (aside) => setPhase(aside, shop, importId, 'merging'));
      await merge.begin();
      await merge.batch(0);
      await finish(tx, own, merge, read);
      return read;
    });
  });
}

/** Merges in one transaction that is open while the file is read. */
async function mergeWhileReading(own: Own, longestMs: number): Promise<ImportPart> {
  const { shop, importId, part, at, source } = own;
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(new TooLong()), longestMs);
  return await withShop(shop, async (tx) => {
    const apart = new SetApart();
    const merge = await begin(tx, own, apart);
    // between two pieces the transaction waits for Shopify's storage
    await tx.query(sql`set local idle_in_transaction_session_timeout = 0`);
    const steps = new Steps();
    steps.add(() => merge.begin());
    const batches: Batches = {
      size: own.batch,
      completed: (batch) => steps.add(() => merge.batch(batch)),
      late: () => steps.add(() => merge.late()),
    };
    const read = await stagePart(shop, importId, part, at, {
      // orders may have come between `hasNoOrder` and the lock: then merge afterwards
      batches: merge.first ? batches : undefined,
      ...{ apart, source, signal: tooLong.signal },
    }).catch(async (error: unknown) => {
      // the transaction rolls back with this error: no statement may run in it by then
      await steps.stop();
      throw error;
    });
    clearTimeout(timer);
    if (read.state !== 'staged') {
      await steps.stop();
      throw new NotRead(read);
    }
    await withShop(shop, (aside) => setPhase(aside, shop, importId, 'merging'));
    if (!merge.first) steps.add(() => merge.batch(0));
    await steps.done();
    await finish(tx, own, merge, read);
    return read;
  }).finally(() => clearTimeout(timer));
}

async function begin(tx: Tx, own: Own, apart: SetApart): Promise<Merge> {
  const { shop, importId, timezone, at, careful } = own;
  await holdFacts(tx, shop);
  // the rows of a large shop take longer than the default
  await tx.query(sql`set local statement_timeout = 0`);
  return await openMerge(tx, shop, importId, await shopDay(tx, timezone, at), careful, apart);
}

async function finish(tx: Tx, own: Own, merge: Merge, read: ImportPart): Promise<void> {
  const { shop, importId, timezone } = own;
  await markChanges(tx, shop, timezone);
  await merge.settle(timezone);
  await dropStaging(tx, shop, importId);
  await updatePart(tx, shop, importId, read);
  await countOrdersADay(tx, shop, now());
  await endImport(tx, shop, importId, { at: now(), failure: null });
  await requestRefresh(tx, shop);
  await requestAllAgain(tx, shop);
  // a history read anew is computed now, not at night
  await enqueue(tx, 'snapshot.stale', { shopId: shop });
  log.info({ shop, importId, orders: read.rowsRead }, 'import merged');
}

/** Rolls back a merge whose orders could not be read to the end. */
class NotRead extends Error {
  override name = 'NotRead';
  constructor(readonly part: ImportPart) {
    super('the orders were not read');
  }
}

/** Rolls back a merge that was open for too long while its orders were read. */
class TooLong extends Error {
  override name = 'TooLong';
}
