import { z } from 'zod';
import { now } from '../../clock.server';
import { enqueue } from '../../queue/enqueue.server';
import type { Delivery } from '../../shopify/doors/webhook.server';
import { atDoor, withShopFound, type ShopId, type Tx } from '../../store/db.server';
import { keepDelivery, type KeptDelivery } from '../../store/work/deliveries';
import { isOfImport } from '../../store/work/imports';
import { namedShop, shopNumberIn } from '../../store/shops/named-shop';
import { auditOfOperation } from '../../store/work/audits';
import { receiveChange } from './reread-requests.server';
import { globalId, subjectOf } from './webhook-subjects';

const finished = z.object({ admin_graphql_api_id: globalId });

/**
 * Receives a webhook: stores it and enqueues its work in one transaction; then the door answers. The body only
 * says which resource changed; the job reads the facts from Shopify. A repeated delivery, a topic without a
 * handler and an unknown shop do nothing and get the same answer, because sending them again would change
 * nothing.
 */
export async function receive(delivery: Delivery): Promise<void> {
  const { topic, domain, payload, webhookId, eventId, triggeredAt } = delivery;
  const subject = subjectOf(topic, payload);
  const subjectIds = subject?.ids ?? [];
  const kept = { webhookId, eventId, topic, triggeredAt, receivedAt: now(), subjectIds };
  await atDoor('webhook', domain, () =>
    subject !== null ? receiveChange(domain, kept, subject) : receiveOther(delivery, kept),
  );
}

/** Receives a webhook about no resource: these are rare, so the transaction may take several statements. */
async function receiveOther(delivery: Delivery, kept: KeptDelivery): Promise<void> {
  const { topic, domain, payload } = delivery;
  const shopifyId = SHOP_TOPICS.has(topic) ? shopNumberIn(payload.id) : null;
  const find = async (tx: Tx) => await namedShop(tx, { domain, shopifyId });
  await withShopFound(find, async (tx, { id, domain: current }) => {
    if (await keepDelivery(tx, id, kept))
      await enqueueWork(tx, id, { ...delivery, domain: current });
  });
}

/** Topics whose body is the shop, so that its `id` is the shop's number. */
const SHOP_TOPICS = new Set(['APP_UNINSTALLED', 'SHOP_UPDATE']);

async function enqueueWork(
  tx: Tx,
  shop: ShopId,
  { topic, domain, payload }: Delivery,
): Promise<void> {
  switch (topic) {
    case 'APP_UNINSTALLED':
      await enqueue(tx, 'shop.uninstalled', { domain });
      return;
    case 'APP_SCOPES_UPDATE':
    case 'SHOP_UPDATE':
      await enqueue(tx, 'shop.changed', { domain });
      return;
    case 'BULK_OPERATIONS_FINISH': {
      const operation = finished.safeParse(payload);
      if (operation.success) await enqueueStepOf(tx, shop, operation.data.admin_graphql_api_id);
    }
  }
}

/** Shopify reports every operation in the shop, those of other apps, too: our tables know ours. */
async function enqueueStepOf(tx: Tx, shop: ShopId, operationId: string): Promise<void> {
  if (await isOfImport(tx, shop, operationId)) await enqueue(tx, 'import.step', { shopId: shop });
  const kind = await auditOfOperation(tx, shop, operationId);
  if (kind !== null) await enqueue(tx, 'audit.step', { shopId: shop, kind });
}
