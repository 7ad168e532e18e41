import { now } from '../../clock.server';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { requestRefresh } from '../../queue/snapshot-refresh.server';
import { Throttled } from '../../shopify/protocol/errors';
import { isRefusedValue } from '../../store/database/database-error';
import { sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { shopById } from '../../store/shops/shops';
import { MERGE_WAIT_MS, tryHoldFacts } from '../../store/work/facts-lock';
import { dropErased } from '../facts/erased.server';
import {
  closeRequests,
  beginReread,
  REREAD_JOBS,
  openRequests,
  type RereadRequest,
} from '../receive/reread-requests.server';
import { SHOWN_DAYS } from '../facts/shown-orders.server';
import type { RereadKind } from '../receive/webhook-subjects';

/** The shop of a re-read. */
export interface RereadShop {
  id: ShopId;
  domain: string;
  timezone: string;
  /** Shopify shows no orders from before `visibleFrom`, by our record of the scopes */
  limited: boolean;
  visibleFrom: Date;
}

/** The result of a read, incomplete where Shopify asked for a pause. */
interface Reading<Stated> {
  stated: Stated;
  /** ids that were read to the end; null: all */
  answered: ReadonlySet<string> | null;
  waitMs: number;
}

/** How one kind of resource is read and written. */
export interface Rereader<Stated> {
  kind: RereadKind;
  /** how many are read and written together */
  atOnce: number;
  read(domain: string, ids: string[]): Promise<Reading<Stated>>;
  /**
   * Writes what was read, in a transaction that holds the lock of the shop's facts.
   * @returns whether a number may have changed, and unreadable objects: id to field
   */
  write(
    tx: Tx,
    shop: RereadShop,
    requests: readonly RereadRequest[],
    stated: Stated,
  ): Promise<{ changed: boolean; unreadable: ReadonlyMap<string, string> }>;
  /** Sets an object apart that PostgreSQL refuses; without this method the job fails. */
  refused?(tx: Tx, shop: RereadShop, request: RereadRequest, stated: Stated): Promise<void>;
}

/** Objects differ from Shopify's documentation. Their requests stay; all others were written. */
class Unreadable extends Error {
  override name = 'Unreadable';
}

/** Milliseconds after which a job re-enqueues itself, to give its slot to other shops' jobs. */
const SLOT_MS = 10_000;

type Progress = { more: boolean; waitMs: number };

/**
 * Re-reads a shop's requests of one kind until none is open, Shopify asks for a pause, or `SLOT_MS` are over;
 * then it re-enqueues itself for the rest. Does nothing before the shop's first import has ended.
 * @throws Unreadable, ShopGone, Unavailable, AccessDenied, BadQuery
 */
export async function reread<Stated>(shop: ShopId, reader: Rereader<Stated>): Promise<void> {
  await beginReread(shop, reader.kind);
  const unreadable = new Map<string, string>();
  const until = performance.now() + SLOT_MS;
  for (;;) {
    const progress = await rereadSome(shop, reader, unreadable);
    if (!progress.more) break;
    if (progress.waitMs === 0 && performance.now() < until) continue;
    const runAt = new Date(Date.now() + progress.waitMs);
    await enqueue(null, REREAD_JOBS[reader.kind], { shopId: shop }, { runAt });
    break;
  }
  if (unreadable.size === 0) return;
  const fields = [...new Set(unreadable.values())].join(', ');
  log.error({ shop, kind: reader.kind, count: unreadable.size, fields }, 'objects were unreadable');
  throw new Unreadable(`${unreadable.size} of kind ${reader.kind} at ${fields}`);
}

async function rereadSome<Stated>(
  shopId: ShopId,
  reader: Rereader<Stated>,
  unreadable: Map<string, string>,
): Promise<Progress> {
  const { kind, atOnce } = reader;
  const taken = await withShop(shopId, async (tx) => {
    const waiting = await openRequests(tx, shopId, kind, atOnce, [...unreadable.keys()]);
    if (waiting.length === 0) return null;
    const shop = await readShop(tx, shopId);
    if (shop === null) return null;
    const ofPeople = kind === 'order' || kind === 'customer';
    return {
      shop,
      // checked before Shopify is asked: without the lock nothing could be written
      writable: await tryHoldFacts(tx, shopId),
      requests: ofPeople ? await dropErased(tx, shopId, kind, waiting) : waiting,
    };
  });
  if (taken === null) return { more: false, waitMs: 0 };
  const { shop, writable, requests } = taken;
  if (!writable) return { more: true, waitMs: MERGE_WAIT_MS };
  if (requests.length === 0) return { more: true, waitMs: 0 };
  const askedAt = now();
  try {
    const { stated, answered, waitMs } = await reader.read(
      shop.domain,
      requests.map(({ id }) => id),
    );
    const read = requests.filter(({ id }) => answered === null || answered.has(id));
    const write = (some: RereadRequest[], asRefused: boolean): Promise<boolean> =>
      withShop(shopId, async (tx) => {
        if (!(await tryHoldFacts(tx, shopId))) return false;
        const { changed, unreadable: unread } = asRefused
          ? await writeRefused(tx, shop, reader, some, stated)
          : await reader.write(tx, shop, some, stated);
        for (const [id, field] of unread) unreadable.set(id, field);
        const understood = some.filter(({ id }) => !unread.has(id));
        await closeRequests(tx, shopId, kind, understood, askedAt);
        if (changed) await requestRefresh(tx, shopId);
        return true;
      });
    const written = await writeAll(read, write, reader.refused !== undefined);
    return { more: true, waitMs: written ? waitMs : MERGE_WAIT_MS };
  } catch (error) {
    if (error instanceof Throttled) return { more: true, waitMs: error.waitMs };
    throw error;
  }
}

/**
 * Writes all that was read together, and where PostgreSQL refuses a value, one by one: an object that it
 * refuses alone is set apart and does not hold up others.
 * @returns false where an import holds the facts
 */
async function writeAll(
  read: RereadRequest[],
  write: (some: RereadRequest[], asRefused: boolean) => Promise<boolean>,
  setsApart: boolean,
): Promise<boolean> {
  try {
    return await write(read, false);
  } catch (error) {
    if (!setsApart || !isRefusedValue(error)) throw error;
    if (read.length === 1) return await write(read, true);
  }
  for (const request of read) if (!(await writeAll([request], write, setsApart))) return false;
  return true;
}

async function writeRefused<Stated>(
  tx: Tx,
  shop: RereadShop,
  reader: Rereader<Stated>,
  requests: readonly RereadRequest[],
  stated: Stated,
): Promise<{ changed: boolean; unreadable: ReadonlyMap<string, string> }> {
  for (const request of requests) await reader.refused?.(tx, shop, request, stated);
  return { changed: true, unreadable: new Map() };
}

/** The shop of a re-read; null where it is uninstalled or its first import has not ended. */
async function readShop(tx: Tx, shop: ShopId): Promise<RereadShop | null> {
  const { domain, timezone, installed, historyStartsOn } = await shopById(tx, shop);
  if (!installed || timezone === null) return null;
  const { rowCount } = await tx.query(sql`
    select from imports where shop_id = ${shop} and state = 'done' limit 1`);
  if (rowCount === 0) return null;
  const visibleFrom = new Date(now().getTime() - SHOWN_DAYS * 86_400_000);
  return { id: shop, domain, timezone, limited: historyStartsOn !== null, visibleFrom };
}
