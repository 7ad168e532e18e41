import type { ShopId } from '../../store/db.server';
import { readSnapshot } from '../read.server';
import type { Snapshot } from '../snapshot';
import { compareDays, type Comparison } from './compare';
import { compareDay } from './compare-day';

/** A snapshot beside the kept one of an earlier day. @param given as in `compareDay` */
export async function readComparison(
  shop: ShopId,
  now: Snapshot,
  given: string | null,
): Promise<Comparison> {
  const day = compareDay(now.asOf, given);
  const before = await readSnapshot(shop, day);
  return compareDays(now, before && before.snapshot, day);
}
