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
  /** Shopify's count of orders less ours, where that is the reason */
  ordersApart?: number;
  /** when its first step is due; at once where it is not given */
  runAt?: Date;
}

/** Begins a sweep with its first step, unless one of its kind runs. */
export async function openSweep(
  tx: Tx,
  shop: ShopId,
  kind: SweepKind,
  { runAt, ...begun }: Begun,
): Promise<void> {
  if (await beginSweep(tx, shop, kind, { ...begun, at: now() }))
    await enqueue(tx, 'sweep.step', { shopId: shop, kind }, runAt && { runAt });
}

/** Whatever has become of its next step: a sweep that runs is looked after again (hourly). */
export async function keepSweepsGoing(tx: Tx, shop: ShopId): Promise<void> {
  for (const kind of await runningSweeps(tx, shop))
    await enqueue(tx, 'sweep.step', { shopId: shop, kind });
}

/**
 * The sweep whose step is due. One that failed is not run again; where it is tried again since (by the
 * merchant, or by itself an hour later) another one begins in its place.
 */
export async function sweepToStep(tx: Tx, shop: ShopId, kind: SweepKind): Promise<Sweep | null> {
  const latest = await latestSweep(tx, shop, kind);
  if (latest?.state !== 'failed' || !(await isTriedAgain(tx, shop, kind))) return latest;
  await beginSweep(tx, shop, kind, { why: 'due', at: now() });
  return await latestSweep(tx, shop, kind);
}
