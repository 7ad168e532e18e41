import { redirect, type LoaderFunctionArgs } from '@remix-run/node';

/** The bare address: into the app when Shopify brings a shop, else to the page that says how to get in. */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  return redirect(searchParams.has('shop') ? `/app${search}` : '/auth/login');
}
