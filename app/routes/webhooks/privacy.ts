import type { ActionFunctionArgs } from '@remix-run/node';
import { takeComplianceRequest } from '../../privacy/requests/door.server';
import { authenticate } from '../../shopify/shopify.server';

/** Somebody's data is to be handed over or erased, or a whole shop's: works for a shop that has gone, too. */
export async function action({ request }: ActionFunctionArgs) {
  const delivery = await authenticate.webhook(request);
  const taken = await takeComplianceRequest(delivery);
  return new Response(null, { status: taken === 'malformed' ? 400 : 200 });
}
