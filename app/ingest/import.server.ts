import { now } from '../clock.server';
import { log } from '../log.server';
import { enqueue } from '../queue/enqueue.server';
import { withShop, type ShopId, type Tx } from '../store/db.server';
import {
  beginImport,
  endImport,
  latestImport,
  partsOf,
  setPhase,
  shopById,
  updatePart,
  type ImportPart,
} from '../store/imports';
import { askFor, askHowMuch, lookAfter, readInto } from './bulk-part.server';
import { failureOf, giveUp, type Failure } from './import-failure';
import { mergeStaging } from './merge.server';
import { dropStaging } from './staging.server';

/** How often Shopify is asked how far it is; its finish webhook comes between. */
const POLL_MS = 1_000;

/**
 * Begins reading a shop's whole history, unless that runs already. In the caller's transaction.
 * @returns whether one was begun
 */
export async function startImport(tx: Tx, shop: ShopId): Promise<boolean> {
  const id = await beginImport(tx, shop, now());
  if (id === null) return false;
  await enqueue(tx, 'import.step', { shopId: shop });
  return true;
}

/** The shop was installed (job): its first import, or one more where its history became another. */
export async function openImport(shop: ShopId, anew: boolean): Promise<void> {
  await withShop(shop, async (tx) => {
    if (anew || (await latestImport(tx, shop)) === null) await startImport(tx, shop);
  });
}

/**
 * One step of the running import (job): ask Shopify for what is not asked for, see how far it is,
 * read one part that is ready, or merge when all are read. Every step ends in the database, so a
 * worker that dies loses one step; the next one starts from the rows.
 */
export async function importStep(shop: ShopId): Promise<void> {
  const current = await withShop(shop, (tx) => latestImport(tx, shop));
  if (current?.state !== 'running') return;
  const { domain, installed } = await withShop(shop, (tx) => shopById(tx, shop));
  if (!installed) return await fail(shop, current.id, giveUp('gone', domain));
  try {
    const parts = await advance(shop, domain, current.id);
    if (parts.every(({ state }) => state === 'staged')) return await finish(shop, current.id);
    const later = parts.some((part) => part.state === 'ready' && isDue(part, now())) ? 0 : POLL_MS;
    await enqueue(null, 'import.step', { shopId: shop }, { runAt: new Date(Date.now() + later) });
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null) throw error;
    await fail(shop, current.id, failure);
  }
}

/** Takes every part one step further; reads at most one. */
async function advance(shop: ShopId, domain: string, importId: number): Promise<ImportPart[]> {
  let parts = await withShop(shop, (tx) => partsOf(tx, shop, importId));
  if (parts.every(({ total }) => total === null)) parts = await askHowMuch(domain, parts);
  const at = now();
  const next: ImportPart[] = [];
  for (const part of parts) {
    const stepped = isDue(part, at) ? await step(domain, part, at) : part;
    await withShop(shop, (tx) => updatePart(tx, shop, importId, stepped));
    next.push(stepped);
  }
  const ready = next.find((part) => part.state === 'ready' && isDue(part, at));
  if (ready === undefined) return next;
  await withShop(shop, (tx) => setPhase(tx, shop, importId, 'reading'));
  const read = await readInto(shop, importId, ready, at);
  await withShop(shop, (tx) => updatePart(tx, shop, importId, read));
  return next.map((part) => (part.part === read.part ? read : part));
}

const isDue = (part: ImportPart, at: Date) => part.nextTryAt === null || part.nextTryAt <= at;

async function step(domain: string, part: ImportPart, at: Date): Promise<ImportPart> {
  if (part.state === 'waiting') return await askFor(domain, part, at);
  if (part.state === 'preparing') return await lookAfter(domain, part, at);
  return part;
}

/** Merges what was read; facts, progress and the next job change together. */
async function finish(shop: ShopId, importId: number): Promise<void> {
  await withShop(shop, (tx) => setPhase(tx, shop, importId, 'merging'));
  const at = now();
  await withShop(shop, async (tx) => {
    await mergeStaging(tx, shop, importId, at.toISOString().slice(0, 10));
    await dropStaging(tx, shop, importId);
    await endImport(tx, shop, importId, { at, failure: null });
    await enqueue(tx, 'snapshot.refresh', { shopId: shop });
  });
  log.info({ shop, importId }, 'import merged');
}

async function fail(shop: ShopId, importId: number, failure: Failure): Promise<void> {
  log.warn({ shop, importId, failure: failure.key }, 'import failed');
  await withShop(shop, async (tx) => {
    await dropStaging(tx, shop, importId);
    await endImport(tx, shop, importId, { at: now(), failure });
  });
}
