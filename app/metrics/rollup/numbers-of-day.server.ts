import type { ShopId } from '../../store/db.server';
import { readSnapshot, type ReadSnapshot } from '../read.server';
import { currentDay, readShop, takeSnapshot } from './snapshot.server';

/**
 * The shop's own numbers of a day, counted now where a past day lacks a change. The current day's are counted by the
 * shop's refreshes at their own pace, and what is counted beside them again after each of them.
 */
export async function numbersOfDay(shop: ShopId, asOf: string, at: Date): Promise<ReadSnapshot> {
  const { base } = await readShop(shop);
  const isCurrent = asOf === currentDay(base.timezone, at);
  const kept = await readSnapshot(shop, asOf);
  if (kept !== null && kept.whole && (isCurrent || !kept.stale)) return kept;
  await takeSnapshot(shop, isCurrent ? null : asOf, at);
  const counted = await readSnapshot(shop, asOf);
  if (counted === null) throw new Error('the shop moved to another time zone meanwhile');
  return counted;
}
