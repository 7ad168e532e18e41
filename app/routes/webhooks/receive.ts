import type { ActionFunctionArgs } from '@remix-run/node';
import { receive } from '../../ingest/receive/receive';
import { authenticate } from '../../shopify/shopify.server';

/**
 * Webhooks that carry ids alone: change notices of orders, customers and products; of the shop, its installation and
 * its scopes; and `bulk_operations/finish`, after which the import reads the result at once. `SUBJECTS`
 * (ingest/receive/webhook-subjects) says what each topic asks for.
 */
export async function action({ request }: ActionFunctionArgs) {
  const delivery = await authenticate.webhook(request);
  await receive(delivery);
  return new Response();
}
