import type { LoaderFunctionArgs } from '@remix-run/node';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { csvFile } from '../../../survey/links/csv';
import { readOrderLinks } from '../../../survey/links/order-links.server';

/** Downloads the survey links for the merchant's own mails, one per order, as CSV. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  if (shop === null) throw new Response(null, { status: 404 });
  return csvFile('survey-links.csv', await readOrderLinks(shop));
}
