import type { LoaderFunctionArgs } from '@remix-run/node';
import { readRequestFile } from '../../../privacy/requests/requests.server';
import { shopOf } from '../../../shop/shop.server';
import { authenticate } from '../../../shopify/shopify.server';

/** Downloads the file of a data request; 404 for an expired one and for another shop's. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const id = /^\d{1,9}$/.test(params.id ?? '') ? Number(params.id) : null;
  const file = shop === null || id === null ? null : await readRequestFile(shop.id, id);
  if (file === null) throw new Response(null, { status: 404 });
  return new Response(file, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="data-request-${id}.json"`,
    },
  });
}
