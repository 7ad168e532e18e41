import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { readFollowing } from '../../shop/state/following.server';
import { shopOf } from '../../shop/shop.server';
import { authenticate } from '../../shopify/shopify.server';

/** How current the numbers are; every open page polls it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  return json(await readFollowing(shop?.id ?? null));
}
