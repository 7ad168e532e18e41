import { enqueue } from '../../queue/enqueue.server';
import type { ShopId, Tx } from '../../store/db.server';

/**
 * Requests of one shop run one after the other, and each worker that looks for a job reads past all due
 * ones: 6.7 ms instead of 0.2 with 10,000, which a shop causes that deletes its customers. So only these
 * are due at once; the others follow at about the rate at which a large shop erases.
 */
const DUE_AT_ONCE = 100;
const EACH_MS = 3_000;
/** Below 24 hours: a later job counts as scheduled by a wrong clock (app/worker/schedule/clock-steps.server.ts). */
const LONGEST_MS = 20 * 3_600_000;

/**
 * Enqueues the work on a request, in the writer's transaction. A queued one keeps its time.
 * @param ahead how many requests of the shop wait before it
 */
export async function enqueueRequest(
  tx: Tx,
  shop: ShopId,
  { id, kind, ahead }: { id: number; kind: 'dataRequest' | 'customerRedact'; ahead: number },
): Promise<void> {
  const waitMs = Math.min(LONGEST_MS, Math.max(0, ahead - DUE_AT_ONCE) * EACH_MS);
  const time = waitMs > 0 ? { runAt: new Date(Date.now() + waitMs), keepsTime: true } : {};
  await enqueue(tx, `privacy.${kind}`, { shopId: shop, requestId: id }, time);
}
