import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../../shopify/shopify.server';

/**
 * The survey's addresses before they moved below NPS: bookmarks, and pages that stay open over a deployment. Redirects to
 * the new ones with the whole query, whose `host` and `id_token` the next page signs in with.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const { redirect } = await authenticate.admin(request);
  return redirect(movedTo(request.url), { status: 307 });
}

/** The form of the settings: 307 has the browser send it on whole. */
export async function action({ request }: ActionFunctionArgs) {
  const { redirect } = await authenticate.admin(request);
  return redirect(movedTo(request.url), { status: 307 });
}

/** With the query, of which the library alone copies one value of each name. */
function movedTo(address: string): string {
  const { pathname, search } = new URL(address);
  const page = '/app/nps/survey';
  return `${/\/links\/?$/i.test(pathname) ? `${page}/links` : page}${search}`;
}
