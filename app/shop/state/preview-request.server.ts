import { z } from 'zod';
import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { isOpenRequest } from '../../store/work/filtered-requests';

interface PreviewRequest {
  /** `draftKey` of the draft */
  key: string;
  draft: object;
  /** the release that reads it */
  countedBy: string;
}

/**
 * Requests what a draft would do, in the background. A shop has one request: a later draft takes its place, and the same
 * one that waits already stays.
 */
export async function requestPreview(
  shop: ShopId,
  { key, draft, countedBy }: PreviewRequest,
): Promise<void> {
  await withShop(shop, async (tx) => {
    const at = now();
    const requested = await rows(
      tx,
      z.object({ key: z.string() }),
      sql`
      insert into preview_requests as known
        (shop_id, draft_key, draft, counted_by, settings_version, facts_version, requested_at)
      select id, ${key}, ${JSON.stringify(draft)}::jsonb, ${countedBy}, settings_version, facts_version, ${at}::timestamptz
      from shops where id = ${shop}
      on conflict (shop_id) do update set draft_key = excluded.draft_key, draft = excluded.draft,
        counted_by = excluded.counted_by, settings_version = excluded.settings_version,
        facts_version = excluded.facts_version, requested_at = excluded.requested_at,
        started_at = null, result = null, computed_at = null
      where not (known.draft_key = excluded.draft_key and known.settings_version = excluded.settings_version
        and known.facts_version = excluded.facts_version
        and (known.result is not null or ${isOpenRequest(at, 'known.requested_at')}))
      returning draft_key as key`,
    );
    if (requested.length > 0) await enqueue(tx, 'snapshot.preview', { shopId: shop });
  });
}
