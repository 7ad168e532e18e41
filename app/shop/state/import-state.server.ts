import { now } from '../../clock.server';
import {
  NOT_BEGUN,
  type ImportPartProgress,
  type ImportProgress,
  type ImportWait,
} from '../../progress/import-progress';
import { enqueue } from '../../queue/enqueue.server';
import { withShop, type ShopId, type Tx } from '../../store/db.server';
import type { Shop } from '../../store/shops/shops';
import {
  beginImport,
  latestImport,
  partsOf,
  type ImportPart,
  type ImportRow,
} from '../../store/work/imports';

/** Shares of an import's time, from measured runs: Shopify prepares; the worker reads, merges, computes. */
const PREPARING_SHARE = 0.4;
const READING_SHARE = 0.3;
const LEAST_PROGRESS = 0.05;

/** Reads the progress of a shop's latest import. */
export async function readImportState(
  tx: Tx,
  { id: shop, historyStartsOn }: Pick<Shop, 'id' | 'historyStartsOn'>,
): Promise<ImportProgress> {
  const limited = historyStartsOn !== null;
  const latest = await latestImport(tx, shop);
  if (latest === null) return { ...NOT_BEGUN, limitedTo60Days: limited };
  const parts = await partsOf(tx, shop, latest.id);
  const orders = parts.find(({ part }) => part === 'orders');
  // merged, but the refresh with its numbers has not ended
  const counting = latest.state === 'done' && !isCounted(latest);
  const elapsed = (now().getTime() - latest.startedAt.getTime()) / 1000;
  const shown = parts.map((part) => progressOf(part, latest.state === 'failed'));
  const ordersShown = shown.find(({ part }) => part === 'orders');
  return {
    state: counting ? 'running' : latest.state,
    phase: latest.phase === 'done' ? 'counting' : latest.phase,
    parts: shown,
    startedAt: latest.startedAt.toISOString(),
    secondsLeft: latest.state === 'running' ? secondsLeft(orders, elapsed) : null,
    failure:
      latest.failure === null
        ? null
        : {
            key: latest.failure,
            detail: latest.failureDetail,
            since: (latest.finishedAt ?? latest.startedAt).toISOString(),
          },
    waitsFor: latest.state === 'running' ? waitOf(parts, now()) : null,
    ordersRead: ordersShown?.read ?? 0,
    ordersTotal: ordersShown?.total ?? null,
    limitedTo60Days: limited,
  };
}

const isCounted = ({ finishedAt, countedAt }: ImportRow): boolean =>
  countedAt !== null && (finishedAt === null || finishedAt <= countedAt);

/**
 * A part's progress. Rows that Shopify has prepared count as read, so that the number never falls, even
 * where a part is read a second time. New orders raise the total.
 */
function progressOf(part: ImportPart, failed: boolean): ImportPartProgress {
  const read = part.state === 'staged' ? part.rowsRead : Math.max(part.rowsRead, part.prepared);
  return {
    part: part.part,
    read,
    total: part.total === null ? null : Math.max(part.total, read),
    state: stateOf(part, failed),
  };
}

function stateOf(part: ImportPart, failed: boolean): ImportPartProgress['state'] {
  if (part.state === 'staged') return 'done';
  if (failed) return 'failed';
  return part.state === 'waiting' ? 'waiting' : 'running';
}

/** An operation without progress for this long is shown as slow. */
const SLOW_MS = 2 * 60_000;

/** What an import waits for; null while a part of it moves. */
function waitOf(parts: readonly ImportPart[], at: Date): ImportWait | null {
  const waits = parts.filter(({ state }) => state !== 'staged').map((part) => waitOfPart(part, at));
  return waits.includes(null) ? null : (waits.at(-1) ?? null);
}

function waitOfPart(part: ImportPart, at: Date): ImportWait | null {
  if (part.nextTryAt !== null && part.nextTryAt > at) return 'answer';
  if (part.state !== 'preparing') return null;
  if (part.queued) return 'queue';
  const stillMs = part.movedAt === null ? 0 : at.getTime() - part.movedAt.getTime();
  return stillMs > SLOW_MS ? 'slow' : null;
}

/** Extrapolates the time left from the orders' progress; null before there is enough. */
function secondsLeft(orders: ImportPart | undefined, elapsed: number): number | null {
  if (orders === undefined || orders.total === null || orders.total === 0) return null;
  const { state, total, prepared, rowsRead } = orders;
  const share = (done: number) => Math.min(1, done / total);
  const isPrepared = state === 'ready' || state === 'staged';
  const progress =
    PREPARING_SHARE * (isPrepared ? 1 : share(prepared)) +
    READING_SHARE * (state === 'staged' ? 1 : isPrepared ? share(rowsRead) : 0);
  if (progress < LEAST_PROGRESS) return null;
  return Math.ceil((elapsed * (1 - progress)) / progress);
}

/**
 * Starts the import again after a failure (the page's Retry). It is running when this returns, so that the
 * page's next poll sees it.
 */
export async function retryImport(shop: ShopId): Promise<void> {
  await withShop(shop, async (tx) => {
    await beginImport(tx, shop, now());
    await enqueue(tx, 'import.step', { shopId: shop });
  });
}
