import { comparedDay } from '../../metrics/compare/compared-day';
import { snapshotIn, type ReadSnapshot } from '../../metrics/read.server';
import { readPastDayState, requestPastDay } from '../../shop/state/past-day.server';
import { readPage, type InstalledShop, type PageReads } from '../../shop/shop.server';
import type { ComparedDay } from '../../ui/frame/page-status';
import type { Comparison } from '../../ui/frame/view-address';

/** The day beside the numbers of a page. */
export interface Compared extends ComparedDay {
  /** null unless `shown` */
  read: ReadSnapshot | null;
}

/** What the page's reads find of that day. `missing`: it is to be requested. */
export type FoundDay = Compared | { day: string; state: 'missing' };

/**
 * Reads the day to compare a page's numbers with. Numbers by other settings are not compared: the day is requested by
 * the shop's own.
 * @param shown the numbers of the page
 * @param firstDay of the shop's orders; null: none
 */
export async function findComparedDay(
  tx: PageReads,
  shop: InstalledShop,
  shown: ReadSnapshot,
  compare: Comparison,
  firstDay: string | null,
): Promise<FoundDay> {
  const day = comparedDay(compare, shown.snapshot.asOf);
  // numbers as of D are of the orders before D
  if (firstDay === null || day <= firstDay) return { day, state: 'before', read: null };
  const kept = await snapshotIn(tx, shop.id, day);
  if (kept?.rulesVersion === shown.rulesVersion) return { day, state: 'shown', read: kept };
  // the page's own numbers are the ones that lack the change
  if (kept?.rulesVersion === shop.rulesVersion) return { day, state: 'waiting', read: null };
  return { day, state: 'missing' };
}

/** Requests the day where the reads did not find it: the page polls, as for a past day. */
export async function requestComparedDay(
  shop: InstalledShop,
  shown: ReadSnapshot,
  found: FoundDay,
): Promise<Compared> {
  if (found.state !== 'missing') return found;
  const { day } = found;
  await requestPastDay(shop.id, day);
  return await readPage(shop.id, async (tx) => {
    const state = await readPastDayState(tx, shop.id, day);
    if (state !== null) return { day, state, read: null };
    // its job may have ended since the first look: then nothing is requested, and no queue is full
    const counted = await snapshotIn(tx, shop.id, day);
    return counted?.rulesVersion === shown.rulesVersion
      ? { day, state: 'shown', read: counted }
      : { day, state: counted === null ? 'full' : 'waiting', read: null };
  });
}
