import { now } from '../../clock.server';
import { requestRefresh } from '../../queue/snapshot-refresh.server';
import { sql, withShop } from '../../store/db.server';
import type { InstalledShop } from '../shop.server';

/** An opening within this time of the recorded one is not recorded. */
const RECORDED_MS = 86_400_000;

/**
 * Records that a page was opened, and asks for a refresh where the numbers are not current. The worker
 * computes a new day's numbers at midnight for recently opened shops.
 * @param current whether the newest numbers are those of the current day; null: there are none yet
 */
export async function recordOpening(shop: InstalledShop, current: boolean | null): Promise<void> {
  const at = now();
  const isRecorded = Math.abs(at.getTime() - (shop.openedAt?.getTime() ?? 0)) < RECORDED_MS;
  if (isRecorded && current !== false) return;
  await withShop(shop.id, async (tx) => {
    if (!isRecorded) await tx.query(sql`update shops set opened_at = ${at} where id = ${shop.id}`);
    if (current === false) await requestRefresh(tx, shop.id);
  });
}
