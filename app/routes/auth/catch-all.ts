import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../shopify/shopify.server';

/** The library's pages: get a fresh session token, leave the frame. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate.admin(request);
  return null;
}
