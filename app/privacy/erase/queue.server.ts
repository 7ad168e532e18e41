import { enqueue } from '../../queue/enqueue.server';
import type { ShopId, Tx } from '../../store/db.server';

/**
 * Requests of one shop follow one another, and each worker that looks for a job reads past all of them that are due: 6.7 ms
 * instead of 0.2 with 10,000, which a shop brings that deletes its customers. So few are due at once; the others
 * come one after the other, about as fast as a large shop erases.
 */
const DUE_AT_ONCE = 100;
const EACH_MS = 3_000;
/** Under the day after which a job's time is taken for that of a wrong clock (app/worker/schedule/clock-steps.server.ts). */
const LONGEST_MS = 20 * 3_600_000;

/**
 * Asks for the work on a request, in the writer's transaction. One that is asked for already keeps its time.
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
