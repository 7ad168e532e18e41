import type { LoaderFunctionArgs } from '@remix-run/node';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';
import { orderLinks } from '../../../survey/order-links.server';

/** The links for the merchant's own mails, one per order, as a file. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  if (shop === null) throw new Response(null, { status: 404 });
  return new Response(await orderLinks(shop), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="survey-links.csv"',
      'cache-control': 'no-store',
    },
  });
}
