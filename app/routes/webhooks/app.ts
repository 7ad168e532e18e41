import type { ActionFunctionArgs } from '@remix-run/node';
import { receive } from '../../ingest/receive/receive';
import { authenticate } from '../../shopify/shopify.server';

/** The app was uninstalled, scopes were granted or revoked, or the shop itself changed. */
export async function action({ request }: ActionFunctionArgs) {
  const delivery = await authenticate.webhook(request);
  await receive(delivery);
  return new Response();
}
