import { z } from 'zod';
import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { requestRefresh } from '../../queue/snapshot-refresh.server';
import { one, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { shopById } from '../../store/shops/shops';
import { beginAudit, latestAudit, type Audit } from '../../store/work/audits';
import { holdFacts } from '../../store/work/facts-lock';
import { erasedIds } from '../facts/erased.server';
import { shopDay } from '../facts/shop-day';
import { mergeCustomers } from '../merge/merge.server';
import { leaveOutCustomers } from '../staging/erased-staging.server';
import { openAudit } from './open-audit.server';

/**
 * Opens the reading of all customers' tags (job): a setting names a tag, of which nothing was kept so far. A reading that
 * runs already has all tags, and is followed by another where a customer may have changed before the setting did.
 */
export async function readTags(shop: ShopId): Promise<void> {
  await withShop(shop, async (tx) => {
    if (!(await beginAudit(tx, shop, 'tags', { why: 'asked', at: now() }))) return;
    // a merchant waits for it
    await enqueue(tx, 'audit.step', { shopId: shop, kind: 'tags' }, { urgency: 'merchant' });
  });
}

/** Opens a failed reading again (hourly). */
export async function resumeTags(tx: Tx, shop: ShopId): Promise<void> {
  const latest = await latestAudit(tx, shop, 'tags');
  if (latest?.state === 'failed') await openAudit(tx, shop, 'tags', { why: 'due' });
}

/**
 * Writes the customers of the connection's table `audited_tags`, with the tags that settings name now, as an import
 * does: a newer state stays, and a tag counts from the day on which it is first seen.
 * @returns 0: these customers need no re-read
 */
export async function takeTags(tx: Tx, shop: ShopId, { startedAt }: Audit): Promise<number> {
  await holdFacts(tx, shop);
  const { timezone } = await shopById(tx, shop);
  const customers = sql`audited_tags`;
  // Shopify may write a customer twice where it changes meanwhile: the later line wins
  await tx.query(sql`
    delete from audited_tags one using audited_tags later where later.id = one.id and later.ctid > one.ctid`);
  await leaveOutCustomers(tx, await erasedIds(tx, shop), customers);
  await mergeCustomers(tx, shop, customers, await shopDay(tx, timezone ?? 'UTC'));
  const { written, renamed } = await one(
    tx,
    z.object({ written: z.boolean(), renamed: z.boolean() }),
    sql`
    select exists (select from dirty_customers where shop_id = ${shop} and xmin = pg_current_xact_id()::xid) as written,
      exists (select from settings_changes where shop_id = ${shop} and part = 'metrics'
        and name in ('followerTags', 'eventTags') and changed_at > ${startedAt}::timestamptz) as renamed`,
  );
  if (written) await requestRefresh(tx, shop);
  // this reading has not ended: the job opens the next one after it
  if (renamed) await enqueue(tx, 'tags.read', { shopId: shop });
  return 0;
}
