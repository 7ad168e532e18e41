import { now } from '../../clock.server';
import { askForSnapshot } from '../../queue/snapshot-turn.server';
import { sql, withShop } from '../../store/db.server';
import type { InstalledShop } from '../shop.server';

/** A merchant who comes back within this time is not written down once more. */
const NOTED_MS = 86_400_000;

/**
 * A page of the shop is opened: writes down the day, by which the worker knows for whom it counts a new
 * day's numbers at midnight, and asks for the current ones where they are not there.
 * @param current whether the newest numbers are those of the current day; null: there are none yet
 */
export async function noteOpened(shop: InstalledShop, current: boolean | null): Promise<void> {
  const at = now();
  const noted = Math.abs(at.getTime() - (shop.openedAt?.getTime() ?? 0)) < NOTED_MS;
  if (noted && current !== false) return;
  await withShop(shop.id, async (tx) => {
    if (!noted) await tx.query(sql`update shops set opened_at = ${at} where id = ${shop.id}`);
    if (current === false) await askForSnapshot(tx, shop.id);
  });
}
