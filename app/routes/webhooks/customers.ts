import type { ActionFunctionArgs } from '@remix-run/node';
import { receive } from '../../ingest/receive/receive';
import { authenticate } from '../../shopify/shopify.server';

/** Change notices of customers: created, updated, deleted, or merged where the app subscribes to it. */
export async function action({ request }: ActionFunctionArgs) {
  const delivery = await authenticate.webhook(request);
  await receive(delivery);
  return new Response();
}
