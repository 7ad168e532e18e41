import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../shopify/shopify.server';

/** The library's own pages: getting a fresh session token, leaving the frame. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate.admin(request);
  return null;
}
