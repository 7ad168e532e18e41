import { z } from 'zod';
import { enqueue } from '../queue/enqueue.server';
import { requestRefresh } from '../queue/snapshot-refresh.server';
import { one, sql, type ShopId, type Tx } from '../store/db.server';
import { markStale } from '../store/work/stale-snapshots';
import { isRule, type AnyPart } from './parts';

/** Changed settings, as `applyChange` reads them. */
interface Change {
  name: string;
  before: unknown;
  after: unknown;
}

/**
 * Enqueues the work that follows from a change of a part's settings: today's numbers are counted again at once and the
 * kept days in the background, customers' tags are read where one is named anew, or the storefront's block reads the survey's
 * new settings. Call it after the caller's own writes.
 */
export async function applyChange(
  tx: Tx,
  shop: ShopId,
  part: AnyPart,
  changes: readonly Change[],
): Promise<void> {
  if (changes.some(({ name }) => isRule({ part, name }))) await countAgain(tx, shop);
  if (part === 'metrics' && changes.some(namesTag))
    await enqueue(tx, 'tags.read', { shopId: shop });
  if (part === 'survey') await enqueue(tx, 'survey.tellBlock', { shopId: shop });
}

/** Whether a setting names a tag that it did not: no other is kept (decision 035). */
function namesTag({ name, before, after }: Change): boolean {
  const tags = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  return TAG_SETTINGS.includes(name) && tags(after).some((tag) => !tags(before).includes(tag));
}

const TAG_SETTINGS: readonly string[] = ['followerTags', 'eventTags'];

async function countAgain(tx: Tx, shop: ShopId): Promise<void> {
  await markStale(tx, shop, sql`true`);
  // before its first count a shop has nothing to count again, and a refresh would show the half of a running import
  const { counted } = await one(
    tx,
    z.object({ counted: z.boolean() }),
    sql`
    select exists (select from snapshots where shop_id = ${shop})
      or exists (select from snapshot_refreshes where shop_id = ${shop}) as counted`,
  );
  if (!counted) return;
  await requestRefresh(tx, shop);
  await enqueue(tx, 'snapshot.stale', { shopId: shop });
}
