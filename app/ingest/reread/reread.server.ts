import { z } from 'zod';
import { now } from '../../clock.server';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { requestRefresh } from '../../queue/snapshot-refresh.server';
import { Throttled } from '../../shopify/protocol/errors';
import { isRefusedValue } from '../../store/database/database-error';
import { one, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { tryHoldFacts } from '../../store/work/facts-lock';
import { dropErased } from '../facts/erased.server';
import { answerPokes, beginReread, JOBS, waitingPokes, type Poke } from '../receive/pokes.server';
import { SHOWN_DAYS } from '../facts/shown-orders.server';
import type { PokeKind } from '../receive/webhook-subjects';

/** What reading again needs to know of a shop. */
export interface RereadShop {
  id: ShopId;
  domain: string;
  timezone: string;
  /** Shopify shows no orders from before `visibleFrom`, as far as we know */
  limited: boolean;
  visibleFrom: Date;
}

/** What was read; where Shopify asked for a pause meanwhile, not of all. */
interface Reading<Stated> {
  stated: Stated;
  /** ids that Shopify has answered about; null: all of them */
  answered: ReadonlySet<string> | null;
  waitMs: number;
}

/** How one kind of thing is read again and written. */
export interface Rereader<Stated> {
  kind: PokeKind;
  /** how many are read and written together */
  atOnce: number;
  read(domain: string, ids: string[]): Promise<Reading<Stated>>;
  /**
   * Writes what was read, in a transaction that alone writes the shop's facts.
   * @returns whether a number may have changed, and what could not be understood: id to field
   */
  write(
    tx: Tx,
    shop: RereadShop,
    pokes: readonly Poke[],
    stated: Stated,
  ): Promise<{ changed: boolean; unreadable: ReadonlyMap<string, string> }>;
  /** Takes note of one that PostgreSQL refuses alone; without it the job fails. */
  refused?(tx: Tx, shop: RereadShop, poke: Poke, stated: Stated): Promise<void>;
}

/** Something in Shopify's answers is not as documented; the pokes stay, everything else was written. */
class Unreadable extends Error {
  override name = 'Unreadable';
}

/** A job gives its place to other shops' after so long; what is left is its next turn. */
const TURN_MS = 10_000;
/** While an import merges, facts are not ours to write. */
const MERGE_WAIT_MS = 2_000;

type Turn = { more: boolean; waitMs: number };

/**
 * Answers a shop's pokes of one kind until none waits, Shopify asks for a pause, or its turn is over;
 * the job comes again where there is more. A shop whose first import has not ended waits for that.
 * @throws Unreadable, ShopGone, Unavailable, AccessDenied, BadQuery
 */
export async function reread<Stated>(shop: ShopId, reader: Rereader<Stated>): Promise<void> {
  await beginReread(shop, reader.kind);
  const unreadable = new Map<string, string>();
  const until = performance.now() + TURN_MS;
  for (;;) {
    const turn = await answerSome(shop, reader, unreadable);
    if (!turn.more) break;
    if (turn.waitMs === 0 && performance.now() < until) continue;
    const runAt = new Date(Date.now() + turn.waitMs);
    await enqueue(null, JOBS[reader.kind], { shopId: shop }, { runAt });
    break;
  }
  if (unreadable.size === 0) return;
  const fields = [...new Set(unreadable.values())].join(', ');
  log.error({ shop, kind: reader.kind, count: unreadable.size, fields }, 'answers not understood');
  throw new Unreadable(`${unreadable.size} of kind ${reader.kind} at ${fields}`);
}

async function answerSome<Stated>(
  shopId: ShopId,
  reader: Rereader<Stated>,
  unreadable: Map<string, string>,
): Promise<Turn> {
  const { kind, atOnce } = reader;
  const taken = await withShop(shopId, async (tx) => {
    const waiting = await waitingPokes(tx, shopId, kind, atOnce, [...unreadable.keys()]);
    if (waiting.length === 0) return null;
    const shop = await readShop(tx, shopId);
    if (shop === null) return null;
    const ofPeople = kind === 'order' || kind === 'customer';
    return {
      shop,
      // Shopify is not asked for what could not be written
      writable: await tryHoldFacts(tx, shopId),
      pokes: ofPeople ? await dropErased(tx, shopId, kind, waiting) : waiting,
    };
  });
  if (taken === null) return { more: false, waitMs: 0 };
  const { shop, writable, pokes } = taken;
  if (!writable) return { more: true, waitMs: MERGE_WAIT_MS };
  if (pokes.length === 0) return { more: true, waitMs: 0 };
  const askedAt = now();
  try {
    const { stated, answered, waitMs } = await reader.read(
      shop.domain,
      pokes.map(({ id }) => id),
    );
    const read = pokes.filter(({ id }) => answered === null || answered.has(id));
    const write = (some: Poke[], asRefused: boolean): Promise<boolean> =>
      withShop(shopId, async (tx) => {
        if (!(await tryHoldFacts(tx, shopId))) return false;
        const { changed, unreadable: unread } = asRefused
          ? await writeRefused(tx, shop, reader, some, stated)
          : await reader.write(tx, shop, some, stated);
        for (const [id, field] of unread) unreadable.set(id, field);
        const understood = some.filter(({ id }) => !unread.has(id));
        await answerPokes(tx, shopId, kind, understood, askedAt);
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
 * Writes what was read together, and where PostgreSQL refuses a value one after the other: those that
 * it refuses alone are set apart, and hold up no other.
 * @returns false where an import has the facts
 */
async function writeAll(
  read: Poke[],
  write: (some: Poke[], asRefused: boolean) => Promise<boolean>,
  setsApart: boolean,
): Promise<boolean> {
  try {
    return await write(read, false);
  } catch (error) {
    if (!setsApart || !isRefusedValue(error)) throw error;
    if (read.length === 1) return await write(read, true);
  }
  for (const poke of read) if (!(await writeAll([poke], write, setsApart))) return false;
  return true;
}

async function writeRefused<Stated>(
  tx: Tx,
  shop: RereadShop,
  reader: Rereader<Stated>,
  pokes: readonly Poke[],
  stated: Stated,
): Promise<{ changed: boolean; unreadable: ReadonlyMap<string, string> }> {
  for (const poke of pokes) await reader.refused?.(tx, shop, poke, stated);
  return { changed: true, unreadable: new Map() };
}

const shopSchema = z.object({
  domain: z.string(),
  timezone: z.string().nullable(),
  limited: z.boolean(),
  ready: z.boolean(),
});

/** Null where nothing is to be read: the shop is gone, or its first import is to come or runs. */
async function readShop(tx: Tx, shop: ShopId): Promise<RereadShop | null> {
  const { domain, timezone, limited, ready } = await one(
    tx,
    shopSchema,
    sql`
    select domain, timezone, history_starts_on is not null as limited,
      uninstalled_at is null and exists (
        select from imports where shop_id = ${shop} and state = 'done') as ready
    from shops where id = ${shop}`,
  );
  if (!ready || timezone === null) return null;
  const visibleFrom = new Date(now().getTime() - SHOWN_DAYS * 86_400_000);
  return { id: shop, domain, timezone, limited, visibleFrom };
}
