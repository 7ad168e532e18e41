import { admin } from '../../shopify/api/admin.server';
import {
  readBulkOperation,
  cancelBulkOperation,
  openBulkResult,
  startBulkQuery,
  type BulkOperation,
} from '../../shopify/bulk/bulk.server';
import { COSTS_BULK } from '../../shopify/documents/costs-bulk';
import { COUNTS, countsResponse } from '../../shopify/documents/counts';
import { CUSTOMERS_BULK } from '../../shopify/documents/customers-bulk';
import { ORDERS_BULK } from '../../shopify/documents/order-bulk';
import { AccessDenied, ResultGone, Unavailable } from '../../shopify/protocol/errors';
import { isRefusedValue } from '../../store/database/database-error';
import { transaction, withShop, type ShopId } from '../../store/db.server';
import { noteRead, type ImportPart, type Part } from '../../store/work/imports';
import { orRetryLater, retryLater } from './import-failure';
import type { JsonLine } from '../staging/json-lines';
import { readLines, readPart, type ReadOptions } from './read-part.server';
import { createStagingTable } from '../staging/staging.server';

const QUERIES = { orders: ORDERS_BULK, customers: CUSTOMERS_BULK, costs: COSTS_BULK };
const TABLES = {
  orders: ['orders', 'lines'],
  customers: ['customers'],
  costs: ['costs'],
} as const;

/** The scope of each part, for the merchant: Shopify only says that an operation was refused. */
const SCOPES: Record<Part, string> = {
  orders: 'read_orders',
  customers: 'read_customers',
  costs: 'read_products',
};

/**
 * Shopify prepares a million orders without a pause of this length. An operation that stands still for longer
 * is started again, with twice the patience: a large shop at a busy hour is slow each time.
 */
const STANDSTILL_MS = 10 * 60_000;
const MOST_DOUBLINGS = 6;

/** Milliseconds between two writes of the progress that the page shows. */
const PROGRESS_MS = 300;

/** Fills in Shopify's counts of objects; null where Shopify has none. */
export async function countObjects(domain: string, parts: ImportPart[]): Promise<ImportPart[]> {
  const { ordersCount, customersCount } = await admin(domain).query(COUNTS, {}, countsResponse);
  const totals: Record<Part, number | null> = {
    orders: ordersCount?.count ?? null,
    customers: customersCount?.count ?? null,
    costs: null,
  };
  return parts.map((part) => ({ ...part, total: totals[part.part] }));
}

/** Starts the part's bulk operation. */
export async function startOperation(
  domain: string,
  part: ImportPart,
  at: Date,
): Promise<ImportPart> {
  return await orRetryLater(part, 'waiting', at, async () => {
    const bulkOperationId = await startBulkQuery(domain, QUERIES[part.part]);
    return { ...part, state: 'preparing', bulkOperationId, nextTryAt: null, movedAt: at };
  });
}

/** Polls the part's bulk operation; a failed one is started again later. */
export async function pollOperation(
  domain: string,
  part: ImportPart,
  at: Date,
): Promise<ImportPart> {
  return await orRetryLater(part, 'preparing', at, async () => {
    const operation = await readBulkOperation(domain, part.bulkOperationId ?? '');
    if (operation === null) return retryLater(part, 'waiting', 'Shopify does not know it.', at);
    const seen = withProgress(part, operation, at);
    switch (operation.status) {
      case 'COMPLETED':
        if (operation.url === null && seen.preparedLines > 0)
          return retryLater(seen, 'waiting', 'COMPLETED without an address', at);
        return { ...seen, state: 'ready', resultUrl: operation.url };
      case 'FAILED':
      case 'CANCELED':
      case 'EXPIRED': {
        const { status, errorCode } = operation;
        if (errorCode === 'ACCESS_DENIED')
          throw new AccessDenied(part.part, `the access scope ${SCOPES[part.part]}`);
        return retryLater(seen, 'waiting', [status, errorCode].filter(Boolean).join(' '), at);
      }
      case 'RUNNING':
        return isStalled(seen, at) ? await restartOperation(domain, seen, at) : seen;
      default:
        // queued at Shopify, or about to be cancelled: both change without us
        return seen;
    }
  });
}

/** The part with Shopify's progress. */
function withProgress(part: ImportPart, operation: BulkOperation, at: Date): ImportPart {
  const { rootObjectCount: prepared, objectCount: preparedLines } = operation;
  const queued = operation.status === 'CREATED';
  const movedAt = queued || preparedLines !== part.preparedLines ? at : part.movedAt;
  return { ...part, prepared, preparedLines, queued, movedAt, nextTryAt: null };
}

function isStalled({ movedAt, attempts }: ImportPart, at: Date): boolean {
  const patience = STANDSTILL_MS * 2 ** Math.min(attempts, MOST_DOUBLINGS);
  return movedAt !== null && at.getTime() - movedAt.getTime() > patience;
}

/** Cancels a stalled operation: Shopify may cancel it at some time, but does not say when. */
async function restartOperation(domain: string, part: ImportPart, at: Date): Promise<ImportPart> {
  await cancelBulkOperation(domain, part.bulkOperationId ?? '');
  return retryLater(part, 'waiting', `it stood still at ${part.prepared}`, at);
}

/** Cancels operations that are no longer needed; five run at once, and the next import needs three of them. */
export async function cancelOperations(domain: string, parts: ImportPart[]): Promise<void> {
  for (const { state, bulkOperationId } of parts)
    if (state === 'preparing' && bulkOperationId !== null)
      await cancelBulkOperation(domain, bulkOperationId).catch(() => undefined);
}

/** Objects of a part from another place than Shopify's storage; may be called more than once. */
export type ObjectSource = (part: Part) => AsyncIterable<Iterable<JsonLine>>;

interface ReadIntoOptions extends Omit<ReadOptions, 'progress'> {
  /** the part's own bulk result by default */
  source?: ObjectSource | undefined;
}

/**
 * Reads a ready part into staging. An empty result has no address. A result with fewer lines than Shopify
 * counted broke off, and is read again.
 */
export async function stagePart(
  shop: ShopId,
  importId: number,
  part: ImportPart,
  at: Date,
  { source, ...options }: ReadIntoOptions = {},
): Promise<ImportPart> {
  const { resultUrl } = part;
  if (resultUrl === null && !source) {
    await transaction(async (tx) => {
      for (const table of TABLES[part.part]) await createStagingTable(tx, shop, importId, table);
    });
    return { ...part, state: 'staged', rowsRead: 0 };
  }
  const progress = throttleWrites((rowsRead) =>
    withShop(shop, (tx) => noteRead(tx, shop, importId, part.part, rowsRead)),
  );
  try {
    return await orRetryLater(part, 'ready', at, async () => {
      const own = { ...options, progress: progress.tell };
      const { objects, lines } = source
        ? await readLines(shop, importId, part.part, source(part.part), own)
        : await readPart(shop, importId, part.part, await openBulkResult(resultUrl ?? ''), own);
      if (lines < part.preparedLines)
        throw new Unavailable(`the result ended after ${lines} of ${part.preparedLines} lines`);
      return { ...part, state: 'staged', rowsRead: objects, nextTryAt: null };
    });
  } catch (error) {
    if (error instanceof ResultGone) return retryLater(part, 'waiting', error.message, at);
    const again = isRefusedValue(error) && options.checked !== true && part.part !== 'orders';
    if (again)
      return await stagePart(shop, importId, part, at, { ...options, source, checked: true });
    throw error;
  } finally {
    await progress.settled();
  }
}

/** Writes progress at most once in `PROGRESS_MS`, one write at a time. */
function throttleWrites(write: (objects: number) => Promise<void>): {
  tell: (objects: number) => void;
  settled: () => Promise<void>;
} {
  let last = -Infinity;
  let writing: Promise<void> | null = null;
  return {
    tell: (objects) => {
      if (writing !== null || performance.now() - last < PROGRESS_MS) return;
      last = performance.now();
      writing = write(objects)
        .catch(() => undefined)
        .finally(() => (writing = null));
    },
    settled: async () => {
      await writing;
    },
  };
}
