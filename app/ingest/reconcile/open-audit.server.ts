import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import type { ShopId, Tx } from '../../store/db.server';
import {
  beginAudit,
  isTriedAgain,
  latestAudit,
  runningAudits,
  type Audit,
  type AuditKind,
  type AuditReason,
} from '../../store/work/audits';

interface Begun {
  why: AuditReason;
  /** Shopify's count of orders less ours, for the reason `apart` */
  ordersApart?: number;
  /** when its first step is due; now by default */
  runAt?: Date;
}

/** Opens an audit and enqueues its first step, unless one of its kind runs. */
export async function openAudit(
  tx: Tx,
  shop: ShopId,
  kind: AuditKind,
  { runAt, ...begun }: Begun,
): Promise<void> {
  if (await beginAudit(tx, shop, kind, { ...begun, at: now() }))
    await enqueue(tx, 'audit.step', { shopId: shop, kind }, runAt && { runAt });
}

/** Enqueues the next step of running audits (hourly), whose last step the queue may have given up. */
export async function resumeAudits(tx: Tx, shop: ShopId): Promise<void> {
  for (const kind of await runningAudits(tx, shop))
    await enqueue(tx, 'audit.step', { shopId: shop, kind });
}

/**
 * The audit whose step is due. A failed one does not run again; after a retry by the merchant or by the hourly
 * work a new one starts in its place.
 */
export async function auditToStep(tx: Tx, shop: ShopId, kind: AuditKind): Promise<Audit | null> {
  const latest = await latestAudit(tx, shop, kind);
  if (latest?.state !== 'failed' || !(await isTriedAgain(tx, shop, kind))) return latest;
  await beginAudit(tx, shop, kind, { why: 'due', at: now() });
  return await latestAudit(tx, shop, kind);
}
