import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { readListedOrders } from '../../../../metrics/reconcile/listed-orders.server';
import { authenticate } from '../../../../shopify/shopify.server';
import { knownShop } from '../../known-shop.server';
import { listedIn } from './listed.server';
import { reconcileRules } from './rules.server';

/** All orders of a list, of which the page makes a file; 503 where the database would take too long. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  const which = listedIn(request.url, shop.timezone);
  const orders = await readListedOrders(shop.id, reconcileRules(shop), which);
  if (orders === null) throw new Response(null, { status: 503 });
  return json({ orders });
}
