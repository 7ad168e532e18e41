import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import type { ShopId, Tx } from '../../store/db.server';
import {
  beginSweep,
  isTriedAgain,
  latestSweep,
  runningSweeps,
  type Sweep,
  type SweepKind,
  type SweepReason,
} from '../../store/work/sweeps';

interface Begun {
  why: SweepReason;
  /** Shopify's count of orders less ours, for the reason `apart` */
  ordersApart?: number;
  /** when its first step is due; now by default */
  runAt?: Date;
}

/** Opens an audit and enqueues its first step, unless one of its kind runs. */
export async function openSweep(
  tx: Tx,
  shop: ShopId,
  kind: SweepKind,
  { runAt, ...begun }: Begun,
): Promise<void> {
  if (await beginSweep(tx, shop, kind, { ...begun, at: now() }))
    await enqueue(tx, 'sweep.step', { shopId: shop, kind }, runAt && { runAt });
}

/** Enqueues the next step of running audits (hourly), whose last step the queue may have given up. */
export async function keepSweepsGoing(tx: Tx, shop: ShopId): Promise<void> {
  for (const kind of await runningSweeps(tx, shop))
    await enqueue(tx, 'sweep.step', { shopId: shop, kind });
}

/**
 * The audit whose step is due. A failed one does not run again; after a retry by the merchant or by the hourly
 * work a new one starts in its place.
 */
export async function sweepToStep(tx: Tx, shop: ShopId, kind: SweepKind): Promise<Sweep | null> {
  const latest = await latestSweep(tx, shop, kind);
  if (latest?.state !== 'failed' || !(await isTriedAgain(tx, shop, kind))) return latest;
  await beginSweep(tx, shop, kind, { why: 'due', at: now() });
  return await latestSweep(tx, shop, kind);
}
