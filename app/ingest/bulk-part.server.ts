import { admin } from '../shopify/admin.server';
import { bulkOperation, openBulkResult, startBulkQuery } from '../shopify/bulk.server';
import { COSTS_BULK } from '../shopify/documents/costs-bulk';
import { COUNTS, countsAnswer } from '../shopify/documents/counts';
import { CUSTOMERS_BULK } from '../shopify/documents/customers-bulk';
import { ORDERS_BULK } from '../shopify/documents/order-bulk';
import { ResultGone, Unavailable } from '../shopify/errors';
import { transaction, withShop, type ShopId } from '../store/db.server';
import { updatePart, type ImportPart, type Part } from '../store/imports';
import { orLater, tryAgain } from './import-failure';
import { readPart } from './read-part.server';
import { freshStagingTable } from './staging.server';

const QUERIES = { orders: ORDERS_BULK, customers: CUSTOMERS_BULK, costs: COSTS_BULK };
const TABLES = {
  orders: ['orders', 'lines'],
  customers: ['customers'],
  costs: ['costs'],
} as const;

/** How often the page's progress is written while a part is read. */
const PROGRESS_MS = 300;

/** The parts with how many objects Shopify counts; unknown stays null. */
export async function askHowMuch(domain: string, parts: ImportPart[]): Promise<ImportPart[]> {
  const { ordersCount, customersCount } = await admin(domain).query(COUNTS, {}, countsAnswer);
  const totals: Record<Part, number | null> = {
    orders: ordersCount?.count ?? null,
    customers: customersCount?.count ?? null,
    costs: null,
  };
  return parts.map((part) => ({ ...part, total: totals[part.part] }));
}

/** Starts the part's bulk operation. */
export async function askFor(domain: string, part: ImportPart, at: Date): Promise<ImportPart> {
  return await orLater(part, 'waiting', at, async () => {
    const bulkOperationId = await startBulkQuery(domain, QUERIES[part.part]);
    return { ...part, state: 'preparing', bulkOperationId, nextTryAt: null };
  });
}

/** Sees how far Shopify is with the part; one that failed there is asked for again. */
export async function lookAfter(domain: string, part: ImportPart, at: Date): Promise<ImportPart> {
  return await orLater(part, 'preparing', at, async () => {
    const operation = await bulkOperation(domain, part.bulkOperationId ?? '');
    if (operation === null) return tryAgain(part, 'waiting', 'Shopify does not know it.', at);
    const prepared = operation.rootObjectCount;
    switch (operation.status) {
      case 'COMPLETED':
        return { ...part, state: 'ready', prepared, resultUrl: operation.url };
      case 'FAILED':
      case 'CANCELED':
      case 'EXPIRED':
        return tryAgain(
          part,
          'waiting',
          [operation.status, operation.errorCode].filter(Boolean).join(' '),
          at,
        );
      default:
        return { ...part, prepared };
    }
  });
}

/**
 * Reads a part that is ready into staging. An empty result has no address. A result that ends before
 * Shopify's own count broke off on its way, and is read again.
 */
export async function readInto(
  shop: ShopId,
  importId: number,
  part: ImportPart,
  at: Date,
): Promise<ImportPart> {
  const { resultUrl } = part;
  if (resultUrl === null) {
    await transaction(async (tx) => {
      for (const table of TABLES[part.part]) await freshStagingTable(tx, shop, importId, table);
    });
    return { ...part, state: 'staged', rowsRead: 0 };
  }
  try {
    return await orLater(part, 'ready', at, async () => {
      const { objects } = await readPart(
        shop,
        importId,
        part.part,
        await openBulkResult(resultUrl),
        everySoOften((rowsRead) =>
          withShop(shop, (tx) => updatePart(tx, shop, importId, { ...part, rowsRead })),
        ),
      );
      if (objects < part.prepared)
        throw new Unavailable(`the result ended after ${objects} of ${part.prepared}`);
      return { ...part, state: 'staged', rowsRead: objects, nextTryAt: null };
    });
  } catch (error) {
    if (error instanceof ResultGone) return tryAgain(part, 'waiting', error.message, at);
    throw error;
  }
}

/** Writes progress, but not for every piece, and never two writes at once. */
function everySoOften(write: (objects: number) => Promise<void>): (objects: number) => void {
  let last = 0;
  let writing = false;
  return (objects) => {
    if (writing || Date.now() - last < PROGRESS_MS) return;
    last = Date.now();
    writing = true;
    void write(objects)
      .catch(() => undefined)
      .finally(() => (writing = false));
  };
}
