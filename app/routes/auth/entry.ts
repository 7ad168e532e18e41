import { redirect, type LoaderFunctionArgs } from '@remix-run/node';

/**
 * The address that Shopify opens: redirects into the app and keeps Shopify's query. A visitor without a
 * shop gets on to the login page.
 */
export function loader({ request }: LoaderFunctionArgs) {
  return redirect(`/app${new URL(request.url).search}`);
}
