import type { ActionFunctionArgs } from '@remix-run/node';
import { receive } from '../../ingest/receive/receive';
import { authenticate } from '../../shopify/shopify.server';

/** bulk_operations/finish: the import reads the result now instead of at its next poll. */
export async function action({ request }: ActionFunctionArgs) {
  const delivery = await authenticate.webhook(request);
  await receive(delivery);
  return new Response();
}
