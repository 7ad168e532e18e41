import type { Delivery } from '../shopify/webhook.server';
import { enqueue } from '../queue/enqueue.server';

/**
 * A webhook arrived: the work it asks for goes into the queue, and the door answers. Its content is
 * not believed beyond what it is about; the job reads the facts from Shopify. Delivered twice, the
 * job waits once.
 */
export async function receive({
  topic,
  domain,
}: Pick<Delivery, 'topic' | 'domain'>): Promise<void> {
  switch (topic) {
    case 'APP_UNINSTALLED':
      await enqueue(null, 'shop.uninstalled', { domain });
      return;
    case 'APP_SCOPES_UPDATE':
      await enqueue(null, 'shop.scopesChanged', { domain });
      return;
  }
}
