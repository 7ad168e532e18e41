import { comparedDay } from '../../../app/metrics/compare/compared-day';
import { measureDetail } from '../../../app/metrics/filter/measure-filtered.server';
import type { Snapshot } from '../../../app/metrics/snapshot';
import type { ShopId } from '../../../app/store/db.server';

/** What the header of a page offers to compare with. */
const COMPARED = ['month', 'year'] as const;

/** Counts the matrix of stages between two days as a page's request does, for each day that the header offers. */
export async function timeMoves(
  shop: ShopId,
  base: Snapshot,
  best: (work: () => Promise<unknown>) => Promise<number>,
): Promise<{ ms: number; of: string }> {
  let slowest = { ms: 0, of: '' };
  for (const compared of COMPARED) {
    const name = `moves.${comparedDay(compared, base.asOf)}` as const;
    const ms = await best(() => measureDetail(shop, name, {}, base, new Date()));
    if (ms > slowest.ms) slowest = { ms, of: name };
  }
  return slowest;
}
