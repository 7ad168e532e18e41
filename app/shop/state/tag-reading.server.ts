import type { TagReading } from '../../progress/tag-reading';
import { withShop, type ShopId } from '../../store/db.server';
import { latestAudit, partsOfAudit } from '../../store/work/audits';

/** How far the reading of customers' tags is; null: the named ones are read. */
export async function readTagReading(shop: ShopId): Promise<TagReading | null> {
  return await withShop(shop, async (tx) => {
    const latest = await latestAudit(tx, shop, 'tags');
    if (latest === null || latest.state === 'done') return null;
    if (latest.state === 'failed') return { state: 'failed' };
    const parts = await partsOfAudit(tx, shop, latest.id);
    return { state: 'running', customers: parts.reduce((sum, { prepared }) => sum + prepared, 0) };
  });
}
