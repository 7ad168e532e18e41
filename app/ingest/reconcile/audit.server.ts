import { now } from '../../clock.server';
import { log } from '../../log.server';
import { Ended, Postponed } from '../../queue/ended';
import { enqueue } from '../../queue/enqueue.server';
import { startBulkQuery } from '../../shopify/bulk/bulk.server';
import { COSTS_BULK } from '../../shopify/documents/costs-bulk';
import { CUSTOMERS_BULK } from '../../shopify/documents/customers-bulk';
import { CUSTOMER_IDS_BULK } from '../../shopify/documents/customer-ids-bulk';
import { ORDER_IDS_BULK } from '../../shopify/documents/order-ids-bulk';
import { waitMsOf } from '../../shopify/protocol/errors';
import { withShop, withShopInTurn, type ShopId, type Tx } from '../../store/db.server';
import { shopById } from '../../store/shops/shops';
import type { ImportPart, Part } from '../../store/work/imports';
import {
  endAudit,
  partsOfAudit,
  updateAuditPart,
  type Audit,
  type AuditKind,
} from '../../store/work/audits';
import { cancelOperations, pollOperation } from '../import/bulk-part.server';
import { takeCosts } from '../import/daily-costs.server';
import {
  failureOf,
  failureWith,
  lastFailureOf,
  orRetryLater,
  type Failure,
} from '../import/import-failure';
import { enqueueScopeCheck, showsAllOrders } from '../facts/shown-orders.server';
import { requestDifferences } from './audit-compare.server';
import { auditToStep } from './open-audit.server';
import { AuditPartNotRead, readAuditPart } from './audit-read.server';
import { takeTags } from './tags.server';

/**
 * Milliseconds between two polls of Shopify's operations, which grow with the audit's age. Shopify's webhook reports
 * an operation's end, but it may be lost, or come before the operation's id is stored.
 */
const POLL_MS = { least: 3_000, most: 30_000, perMsRunning: 0.5 };

/** What each kind asks of a part. */
const QUERIES: Record<AuditKind, Partial<Record<Part, typeof COSTS_BULK>>> = {
  ids: { orders: ORDER_IDS_BULK, customers: CUSTOMER_IDS_BULK },
  costs: { costs: COSTS_BULK },
  tags: { customers: CUSTOMERS_BULK },
};

/** @throws Error for a part that audits of the kind do not have */
function queryOf(kind: AuditKind, part: Part): typeof COSTS_BULK {
  const query = QUERIES[kind][part];
  if (query === undefined) throw new Error(`an audit of ${kind} has no part ${part}`);
  return query;
}

const FINISH: Record<
  AuditKind,
  (tx: Tx, shop: ShopId, audit: Audit, showsAll: boolean) => Promise<number>
> = { ids: requestDifferences, costs: takeCosts, tags: takeTags };

/**
 * One step of the shop's running audit (job): starts its bulk operations, polls them, and when all are
 * ready, reads and compares them. Every step ends in the database, so a killed worker loses one step.
 * @param last whether this is the queue's last try of the step
 * @throws Ended, Postponed
 */
export async function auditStep(shop: ShopId, kind: AuditKind, last: boolean): Promise<void> {
  const audit = await withShop(shop, (tx) => auditToStep(tx, shop, kind));
  // a webhook of a failed audit, whose failure stays recorded
  if (audit?.state === 'failed') throw new Postponed();
  if (audit?.state !== 'running') return;
  const { domain, installed } = await withShop(shop, (tx) => shopById(tx, shop));
  if (!installed) return await fail(shop, domain, audit, failureWith('gone', domain));
  try {
    const parts = await advance(shop, domain, kind, audit);
    const ready = parts.every(({ state, nextTryAt }) => state === 'ready' && nextTryAt === null);
    if (ready && (await finish(shop, domain, audit, kind, parts))) return;
    const runAt = new Date(Date.now() + pauseOf(audit));
    // the webhook may have enqueued the step meanwhile, for now
    await enqueue(null, 'audit.step', { shopId: shop, kind }, { runAt, keepsTime: true });
  } catch (error) {
    if (waitMsOf(error) !== null) throw error;
    const ends = failureOf(error);
    const failure = ends ?? (last ? lastFailureOf(error) : null);
    if (failure !== null) await fail(shop, domain, audit, failure);
    throw ends === null ? error : new Ended(error);
  }
}

function pauseOf({ startedAt }: Audit): number {
  const running = now().getTime() - startedAt.getTime();
  return Math.max(POLL_MS.least, Math.min(POLL_MS.most, running * POLL_MS.perMsRunning));
}

/** Takes every part one state further. */
async function advance(
  shop: ShopId,
  domain: string,
  kind: AuditKind,
  audit: Audit,
): Promise<ImportPart[]> {
  const parts = await withShop(shop, (tx) => partsOfAudit(tx, shop, audit.id));
  const at = now();
  const next: ImportPart[] = [];
  for (const part of parts) {
    const due = part.nextTryAt === null || part.nextTryAt <= at;
    const stepped = due ? await step(domain, kind, part, at) : part;
    await withShop(shop, (tx) => updateAuditPart(tx, shop, audit.id, stepped));
    next.push(stepped);
  }
  return next;
}

async function step(
  domain: string,
  kind: AuditKind,
  part: ImportPart,
  at: Date,
): Promise<ImportPart> {
  switch (part.state) {
    case 'waiting':
      return await orRetryLater(part, 'waiting', at, async () => {
        const bulkOperationId = await startBulkQuery(domain, queryOf(kind, part.part));
        return { ...part, state: 'preparing', bulkOperationId, nextTryAt: null, movedAt: at };
      });
    case 'preparing':
      return await pollOperation(domain, part, at);
    default:
      return { ...part, nextTryAt: null };
  }
}

/**
 * Reads all parts, and then requests or merges what they show in one transaction: a part alone shows nothing.
 * @returns whether it could; otherwise a part is read, or its operation started, again later
 */
async function finish(
  shop: ShopId,
  domain: string,
  audit: Audit,
  kind: AuditKind,
  parts: readonly ImportPart[],
): Promise<boolean> {
  const showsAll = kind !== 'ids' || (await showsAllOrders(domain));
  try {
    await withShopInTurn(shop, async (inTurn) => {
      for (const part of parts) await readAuditPart(inTurn, kind, part, now());
      await inTurn(async (tx) => {
        const found = await FINISH[kind](tx, shop, audit, showsAll);
        if (!showsAll) await enqueueScopeCheck(tx, domain);
        await endAudit(tx, shop, audit.id, { at: now(), found });
        log.info({ shop, kind, found }, 'an audit ended');
      });
    });
    return true;
  } catch (error) {
    if (!(error instanceof AuditPartNotRead)) throw error;
    const { part } = error;
    await withShop(shop, (tx) => updateAuditPart(tx, shop, audit.id, part));
    return false;
  }
}

async function fail(shop: ShopId, domain: string, audit: Audit, failure: Failure): Promise<void> {
  log.warn({ shop, failure: failure.key }, 'an audit failed');
  const parts = await withShop(shop, async (tx) => {
    await endAudit(tx, shop, audit.id, { at: now(), failure });
    return await partsOfAudit(tx, shop, audit.id);
  });
  if (failure.key !== 'gone') await cancelOperations(domain, parts);
}
