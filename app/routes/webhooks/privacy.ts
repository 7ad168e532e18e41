import type { ActionFunctionArgs } from '@remix-run/node';
import { takeComplianceRequest } from '../../privacy/requests/door.server';
import { authenticate } from '../../shopify/shopify.server';

/** Shopify's compliance requests about a customer or a whole shop; uninstalled shops send them too. */
export async function action({ request }: ActionFunctionArgs) {
  const delivery = await authenticate.webhook(request);
  const taken = await takeComplianceRequest(delivery);
  return new Response(null, { status: taken === 'malformed' ? 400 : 200 });
}
