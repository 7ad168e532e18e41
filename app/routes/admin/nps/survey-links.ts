import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../../shopify/shopify.server';
import { csvFile } from '../../../survey/links/csv';
import { readOrderLinks } from '../../../survey/links/order-links.server';
import { knownShop } from '../known-shop.server';

/** Downloads the survey links for the merchant's own mails, one per order, as CSV. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await knownShop(session.shop);
  return csvFile('survey-links.csv', await readOrderLinks(shop));
}
