import type { LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../shopify/shopify.server';
import type { PageHandle } from '../../ui/frame/page-title';

/** For unknown addresses: the layout's boundary shows the 404 in the merchant's language, inside the admin. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate.admin(request);
  throw new Response(null, { status: 404 });
}

export const handle = { title: 'common:error.title' } satisfies PageHandle;

/** Never rendered; without it the 404 would be no page, and the layout's boundary would not run. */
export default function Nowhere() {
  return null;
}
