import { sql, type ShopId, type Tx } from '../db.server';
import { currentPool } from '../database/pools.server';

/** The kept part of a webhook: shop, subject and time; nothing of its body. */
export interface KeptDelivery {
  webhookId: string;
  eventId: string | null;
  topic: string;
  triggeredAt: Date | null;
  receivedAt: Date;
  /** numeric ids of its subjects */
  subjectIds: readonly string[];
}

/**
 * Keeps a webhook in the transaction that enqueues its work.
 * @returns whether it is new; Shopify sends each at least once
 */
export async function keepDelivery(tx: Tx, shop: ShopId, kept: KeptDelivery): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    insert into deliveries (shop_id, webhook_id, event_id, topic, triggered_at, received_at, subject_ids)
    values (${shop}, ${kept.webhookId}, ${kept.eventId}, ${kept.topic}, ${kept.triggeredAt}, ${kept.receivedAt},
      ${[...kept.subjectIds]}::bigint[])
    on conflict do nothing`);
  return rowCount === 1;
}

/** What a delivery reports as changed, and the job that re-reads it. */
export interface ReportedChange {
  kind: string;
  ids: readonly string[];
  /** Shopify says that they are gone */
  deleted: boolean;
  job: string;
  maxAttempts: number;
}

/**
 * Keeps a webhook about a change, with its re-read requests and their job: one statement, which is a transaction of
 * its own and sets it to the shop (`receive_change`). A repeated delivery and a shop that is unknown or gone change
 * nothing.
 */
export async function keepChange(
  domain: string,
  kept: KeptDelivery,
  change: ReportedChange,
): Promise<void> {
  await currentPool().query({
    name: 'receive_change',
    text: 'select receive_change($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    values: [
      domain,
      kept.webhookId,
      kept.eventId,
      kept.topic,
      kept.triggeredAt,
      kept.receivedAt,
      change.kind,
      change.ids,
      change.deleted,
      change.job,
      change.maxAttempts,
    ],
  });
}
