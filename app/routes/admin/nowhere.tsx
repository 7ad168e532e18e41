import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../shopify/shopify.server';

/** An address the app does not have: said in the merchant's language, inside the admin. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate.admin(request);
  throw new Response(null, { status: 404 });
}

/** Never drawn; without it the answer would be no page at all, and the layout could not speak. */
export default function Nowhere() {
  return null;
}
