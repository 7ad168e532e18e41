import { z } from 'zod';
import { now } from '../clock.server';
import { log } from '../log.server';
import { enqueue } from '../queue/enqueue.server';
import { askForSnapshot } from '../queue/snapshot-turn.server';
import { isRefusedValue, isRepeatedKey } from '../store/database-error';
import { one, sql, withShop, type ShopId, type Tx } from '../store/db.server';
import { holdFacts } from '../store/facts-lock';
import { endImport, setPhase, updatePart, type ImportPart } from '../store/imports';
import { readInto } from './bulk-part.server';
import { tellWhatChanged } from './changed.server';
import { openMerge } from './merge.server';
import type { Batches } from './order-batches.server';
import { pokeAgain } from './pokes.server';
import { SetApart } from './set-apart.server';
import { dropStaging } from './staging.server';
import { Steps } from './steps';

/** Orders and lines of a first import are merged in batches of so many, while the next ones are read. */
const BATCH = 250_000;

/**
 * Reads the orders and merges everything in one transaction; facts, progress and the next job change
 * together. A first import is merged on one core while the other reads on. What could not be read is
 * tried again later, and nothing is merged then.
 */
export async function readAndMerge(
  shop: ShopId,
  importId: number,
  part: ImportPart,
  timezone: string,
  at: Date,
  careful = false,
): Promise<ImportPart> {
  try {
    return await withShop(shop, async (tx) => {
      await holdFacts(tx, shop);
      const apart = new SetApart();
      const today = await dayIn(tx, timezone, at);
      const merge = await openMerge(tx, shop, importId, today, careful, apart);
      // it waits for Shopify's storage between two pieces
      await tx.query(sql`set local idle_in_transaction_session_timeout = 0`);
      const steps = new Steps();
      steps.add(() => merge.begin());
      const batches: Batches = {
        size: BATCH,
        taken: (batch) => steps.add(() => merge.batch(batch)),
        late: () => steps.add(() => merge.late()),
      };
      const read = await readInto(shop, importId, part, at, {
        batches: merge.first ? batches : undefined,
        apart,
        checked: careful,
      }).catch(async (error: unknown) => {
        // the transaction ends with this error: nothing may be under way in it by then
        await steps.stop();
        throw error;
      });
      if (read.state !== 'staged') {
        await steps.stop();
        throw new NotRead(read);
      }
      await withShop(shop, (aside) => setPhase(aside, shop, importId, 'merging'));
      if (!merge.first) steps.add(() => merge.batch(0));
      await steps.done();
      await tellWhatChanged(tx, shop, timezone);
      await merge.settle(timezone);
      await dropStaging(tx, shop, importId);
      await updatePart(tx, shop, importId, read);
      await endImport(tx, shop, importId, { at: now(), failure: null });
      await askForSnapshot(tx, shop);
      await pokeAgain(tx, shop);
      // whoever has read a history anew wants its past now, not tonight
      await enqueue(tx, 'snapshot.stale', { shopId: shop });
      log.info({ shop, importId, orders: read.rowsRead }, 'import merged');
      return read;
    });
  } catch (error) {
    if (error instanceof NotRead) return error.part;
    if (careful || !(isRepeatedKey(error) || isRefusedValue(error))) throw error;
    log.warn(
      { shop, importId },
      'PostgreSQL refuses a row, or Shopify has written one twice: reading it again, row by row',
    );
    return await readAndMerge(shop, importId, part, timezone, at, true);
  }
}

/** Rolls a merge back whose orders could not be read to the end. */
class NotRead extends Error {
  override name = 'NotRead';
  constructor(readonly part: ImportPart) {
    super('the orders were not read');
  }
}

/** The shop's calendar day. */
async function dayIn(tx: Tx, timezone: string, at: Date): Promise<string> {
  const { day } = await one(
    tx,
    z.object({ day: z.string() }),
    sql`select (${at}::timestamptz at time zone ${timezone})::date::text as day`,
  );
  return day;
}
