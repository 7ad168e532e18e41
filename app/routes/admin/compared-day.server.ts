import { comparedDay } from '../../metrics/compare/compared-day';
import { readSnapshot, type ReadSnapshot } from '../../metrics/read.server';
import { readPastDayState, requestPastDay } from '../../shop/state/past-day.server';
import type { InstalledShop } from '../../shop/shop.server';
import type { ComparedDay } from '../../ui/frame/page-status';
import type { Comparison } from '../../ui/frame/view-address';

/** The day beside the numbers of a page. */
export interface Compared extends ComparedDay {
  /** null unless `shown` */
  read: ReadSnapshot | null;
}

/**
 * Reads the day to compare a page's numbers with, and requests it where it is not kept: the page polls, as for a
 * past day.
 * @param asOf the day D of the numbers
 * @param firstDay of the shop's orders; null: none
 */
export async function readComparedDay(
  shop: InstalledShop,
  asOf: string,
  compare: Comparison,
  firstDay: string | null,
): Promise<Compared> {
  const day = comparedDay(compare, asOf);
  // numbers as of D are of the orders before D
  if (firstDay === null || day <= firstDay) return { day, state: 'before', read: null };
  const kept = await readSnapshot(shop.id, day);
  if (kept !== null) return { day, state: 'shown', read: kept };
  await requestPastDay(shop.id, day);
  const state = await readPastDayState(shop.id, day);
  if (state !== null) return { day, state, read: null };
  // its job may have ended since the first look: then nothing is requested, and no queue is full
  const counted = await readSnapshot(shop.id, day);
  return { day, state: counted === null ? 'full' : 'shown', read: counted };
}
