import { redirect, type LoaderFunctionArgs } from '@remix-run/node';

/**
 * The app's own address, which Shopify opens: into the app, with what Shopify says in its query. A visitor
 * without a shop is sent on from there to the page that says how to get in.
 */
export function loader({ request }: LoaderFunctionArgs) {
  return redirect(`/app${new URL(request.url).search}`);
}
