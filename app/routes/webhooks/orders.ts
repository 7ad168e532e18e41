import type { ActionFunctionArgs } from '@remix-run/node';
import { receive } from '../../ingest/receive/receive';
import { authenticate } from '../../shopify/shopify.server';

/** Change notices of orders: created, updated, cancelled, refunded or deleted. */
export async function action({ request }: ActionFunctionArgs) {
  const delivery = await authenticate.webhook(request);
  await receive(delivery);
  return new Response();
}
