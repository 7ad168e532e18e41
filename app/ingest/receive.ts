import { z } from 'zod';
import { enqueue } from '../queue/enqueue.server';
import type { Delivery } from '../shopify/webhook.server';
import { rows, shopIdSchema, sql, transaction, withShop } from '../store/db.server';

const finished = z.object({ admin_graphql_api_id: z.string() });

/**
 * A webhook arrived: the work it asks for goes into the queue, and the door answers. What it says is
 * not believed beyond what it is about; the job reads the facts from Shopify. Delivered twice, the
 * job waits once; a topic that nobody handles asks for nothing.
 */
export async function receive({ topic, domain, payload }: Delivery): Promise<void> {
  switch (topic) {
    case 'APP_UNINSTALLED':
      await enqueue(null, 'shop.uninstalled', { domain });
      return;
    case 'APP_SCOPES_UPDATE':
      await enqueue(null, 'shop.scopesChanged', { domain });
      return;
    case 'BULK_OPERATIONS_FINISH': {
      const operation = finished.safeParse(payload);
      if (operation.success) await operationFinished(domain, operation.data.admin_graphql_api_id);
    }
  }
}

/** Shopify tells of every operation in the shop, those of other hands too: ours are in our table. */
async function operationFinished(domain: string, operationId: string): Promise<void> {
  const [shop] = await transaction((tx) =>
    rows(tx, z.object({ id: shopIdSchema }), sql`select id from shops where domain = ${domain}`),
  );
  if (shop === undefined) return;
  await withShop(shop.id, async (tx) => {
    const ours = await rows(
      tx,
      z.object({ import_id: z.number() }),
      sql`select import_id from import_parts
          where shop_id = ${shop.id} and bulk_operation_id = ${operationId}`,
    );
    if (ours.length > 0) await enqueue(tx, 'import.step', { shopId: shop.id });
  });
}
