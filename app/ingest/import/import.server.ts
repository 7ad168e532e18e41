import { now } from '../../clock.server';
import { log } from '../../log.server';
import { enqueue } from '../../queue/enqueue.server';
import { waitMsOf } from '../../shopify/protocol/errors';
import { FACT_FIELDS_VERSION } from '../../shopify/documents/fact-fields';
import { sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import {
  beginImport,
  endImport,
  isHistoryBehind,
  latestImport,
  noteFactFields,
  partsOf,
  setPhase,
  updatePart,
  type ImportPart,
  type ImportRow,
} from '../../store/work/imports';
import { shopById } from '../../store/shops/shops';
import {
  startOperation,
  countObjects,
  cancelOperations,
  pollOperation,
  stagePart,
} from './bulk-part.server';
import { failureOf, failureWith, lastFailureOf, type Failure } from './import-failure';
import { requestAllAgain } from '../receive/reread-requests.server';
import { readAndMerge } from './read-and-merge.server';
import { dropLeftoverStaging, dropStaging, hasStagedRows } from '../staging/staging.server';

/** Milliseconds between two polls of Shopify; its finish webhook may come earlier. */
const POLL_MS = 1_000;

/**
 * Why an import is opened: `installed` for the first one, and about hourly later, which also re-reads a history
 * that was read with fewer fields; `again` when a merchant asks for one; `changed` when the scopes changed, which
 * makes a running import useless.
 */
export type Opening = 'installed' | 'again' | 'changed';

/** Opens an import of the shop's whole history (job) where one is due, or continues a running one. */
export async function openImport(shop: ShopId, why: Opening): Promise<void> {
  const superseded = await withShop(shop, async (tx) => {
    const latest = await latestImport(tx, shop);
    if (latest?.state === 'running' && why !== 'changed') {
      await enqueue(tx, 'import.step', { shopId: shop });
      return null;
    }
    const due =
      latest === null ||
      why !== 'installed' ||
      (await isFailureOver(tx, shop, latest.failure)) ||
      (await isHistoryBehind(tx, shop, FACT_FIELDS_VERSION, now()));
    if (!due) return null;
    const running = latest?.state === 'running' ? latest.id : null;
    if (running !== null) {
      await dropStaging(tx, shop, running);
      const failure = failureWith('superseded', 'What may be read has changed.');
      await endImport(tx, shop, running, { at: now(), failure });
    }
    // another history may lie behind the same orders: everything is computed anew after it
    if (why === 'changed')
      await tx.query(sql`update shops set facts_version = facts_version + 1 where id = ${shop}`);
    await beginImport(tx, shop, now());
    await enqueue(tx, 'import.step', { shopId: shop });
    return running;
  });
  if (superseded !== null) await cancelRunningOperations(shop, superseded);
}

/** Whether a new installation shows that the latest import's failure is over. */
async function isFailureOver(tx: Tx, shop: ShopId, failure: string | null): Promise<boolean> {
  if (failure === 'unknownZone') return (await shopById(tx, shop)).unknownTimezone === null;
  return failure === 'gone';
}

/**
 * Continues or repeats a shop's latest import (hourly). Enqueues the next step of a running one: killed workers
 * may have used up the step's tries, and no handler recorded the failure. Opens a new one where a refused
 * token is accepted again, or where an upgrade reads more fields of an order. Drops staging tables that were in
 * use when their import ended.
 * @param runAt when the shop's hourly work is due
 */
export async function resumeImport(tx: Tx, shop: ShopId, runAt: Date): Promise<void> {
  await dropLeftoverStaging(tx, shop);
  const latest = await latestImport(tx, shop);
  if (latest?.state === 'running') await enqueue(tx, 'import.step', { shopId: shop });
  else if (
    (latest !== null && (await isTokenBack(tx, shop, latest))) ||
    (await isHistoryBehind(tx, shop, FACT_FIELDS_VERSION, now()))
  )
    await enqueue(
      tx,
      'import.open',
      { shopId: shop, why: 'installed' },
      { runAt, keepsTime: true, urgency: 'night' },
    );
}

/** Whether an import ended for lack of a token, and Shopify has given one since. */
async function isTokenBack(tx: Tx, shop: ShopId, { failure, finishedAt }: ImportRow) {
  if (failure !== 'gone' || finishedAt === null) return false;
  const { rowCount } = await tx.query(sql`
    select from token_responses answer join shops on shops.domain = answer.domain
    where shops.id = ${shop} and answer.recovered_at >= ${finishedAt}`);
  return rowCount !== 0;
}

/**
 * One step of the running import (job): starts operations, polls them, and reads one ready part; the orders
 * come last and are merged while they are read. Every step ends in the database, so a killed worker loses one
 * step; the next one starts from the rows.
 * @param last whether this is the queue's last try of the step
 */
export async function importStep(shop: ShopId, last: boolean): Promise<void> {
  const current = await withShop(shop, (tx) => latestImport(tx, shop));
  if (current?.state !== 'running') return;
  const { domain, timezone, unknownTimezone, installed } = await withShop(shop, (tx) =>
    shopById(tx, shop),
  );
  if (!installed) return await fail(shop, current.id, failureWith('gone', domain));
  if (unknownTimezone !== null)
    return await fail(shop, current.id, failureWith('unknownZone', unknownTimezone));
  try {
    // read all ready parts in this job: between two jobs the queue may sleep for a poll
    let parts = await advance(shop, domain, current.id, timezone ?? 'UTC');
    while (readable(parts, now()) !== undefined)
      parts = await advance(shop, domain, current.id, timezone ?? 'UTC');
    if (parts.every(({ state }) => state === 'staged')) return;
    const runAt = new Date(Date.now() + pauseUntilDue(parts, now()));
    // the webhook may have enqueued the step meanwhile, for now
    await enqueue(null, 'import.step', { shopId: shop }, { runAt, keepsTime: true });
  } catch (error) {
    // the work waits and has not failed: the queue runs it again
    if (waitMsOf(error) !== null) throw error;
    const failure = failureOf(error) ?? (last ? lastFailureOf(error) : null);
    if (failure !== null) await fail(shop, current.id, failure);
    if (failureOf(error) === null) throw error;
  }
}

/** Milliseconds until a part is due, at least one poll. */
function pauseUntilDue(parts: readonly ImportPart[], at: Date): number {
  const dueAt = parts
    .filter(({ state }) => state !== 'staged')
    .map(({ nextTryAt }) => nextTryAt?.getTime() ?? 0);
  return Math.max(POLL_MS, Math.min(...dueAt) - at.getTime());
}

/** Takes every part one state further; reads at most one. */
async function advance(
  shop: ShopId,
  domain: string,
  importId: number,
  timezone: string,
): Promise<ImportPart[]> {
  let parts = await withShop(shop, (tx) => partsOf(tx, shop, importId));
  if (parts.every(({ total }) => total === null)) parts = await countObjects(domain, parts);
  const at = now();
  const next: ImportPart[] = [];
  for (const part of parts) {
    const stepped = isDue(part, at) ? await step(domain, part, at) : part;
    const asked = part.part === 'orders' && isStarted(stepped) && !isStarted(part);
    await withShop(shop, async (tx) => {
      await updatePart(tx, shop, importId, stepped);
      if (asked) await noteFactFields(tx, shop, importId, FACT_FIELDS_VERSION);
    });
    next.push(stepped);
  }
  const ready = readable(next, at);
  if (ready === undefined) return next;
  await withShop(shop, (tx) => setPhase(tx, shop, importId, 'reading'));
  if (ready.part === 'orders') {
    const lost = await withShop(shop, (tx) => resetLostParts(tx, shop, importId, next));
    if (lost) return await withShop(shop, (tx) => partsOf(tx, shop, importId));
  }
  const read =
    ready.part === 'orders'
      ? await readAndMerge(shop, importId, ready, timezone, at)
      : await stagePart(shop, importId, ready, at);
  await withShop(shop, (tx) => updatePart(tx, shop, importId, read));
  return next.map((part) => (part.part === read.part ? read : part));
}

/** A part to read now. Orders come last: their merge needs the other parts in staging. */
function readable(parts: readonly ImportPart[], at: Date): ImportPart | undefined {
  return parts.find(
    (part) =>
      part.state === 'ready' &&
      isDue(part, at) &&
      (part.part !== 'orders' ||
        parts.every((other) => other === part || other.state === 'staged')),
  );
}

/**
 * Sets parts back to `ready` whose staging tables a crash of the database has emptied: they are unlogged.
 * @returns whether there was any
 */
async function resetLostParts(
  tx: Tx,
  shop: ShopId,
  importId: number,
  parts: readonly ImportPart[],
): Promise<boolean> {
  let lost = false;
  for (const part of parts) {
    if (part.part === 'orders' || part.state !== 'staged' || part.rowsRead === 0) continue;
    if (await hasStagedRows(tx, shop, importId, part.part)) continue;
    await updatePart(tx, shop, importId, { ...part, state: 'ready' });
    lost = true;
  }
  return lost;
}

const isStarted = ({ state }: ImportPart) => state !== 'waiting';

const isDue = (part: ImportPart, at: Date) => part.nextTryAt === null || part.nextTryAt <= at;

async function step(domain: string, part: ImportPart, at: Date): Promise<ImportPart> {
  if (part.state === 'waiting') return await startOperation(domain, part, at);
  if (part.state === 'preparing') return await pollOperation(domain, part, at);
  return part;
}

async function fail(shop: ShopId, importId: number, failure: Failure): Promise<void> {
  log.warn({ shop, importId, failure: failure.key }, 'import failed');
  await withShop(shop, async (tx) => {
    await dropStaging(tx, shop, importId);
    await endImport(tx, shop, importId, { at: now(), failure });
    await requestAllAgain(tx, shop);
  });
  if (failure.key !== 'gone') await cancelRunningOperations(shop, importId);
}

/** Cancels operations that Shopify still runs for an ended import. */
async function cancelRunningOperations(shop: ShopId, importId: number): Promise<void> {
  const { domain, parts } = await withShop(shop, async (tx) => ({
    domain: (await shopById(tx, shop)).domain,
    parts: await partsOf(tx, shop, importId),
  }));
  await cancelOperations(domain, parts);
}
