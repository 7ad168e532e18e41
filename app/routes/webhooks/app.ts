import type { ActionFunctionArgs } from '@remix-run/node';
import { receive } from '../../ingest/receive';
import { authenticate } from '../../shopify/shopify.server';

/** The app was uninstalled, or the merchant granted or revoked scopes. */
export async function action({ request }: ActionFunctionArgs) {
  const delivery = await authenticate.webhook(request);
  await receive(delivery);
  return new Response();
}
