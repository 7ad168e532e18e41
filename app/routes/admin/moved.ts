import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { authenticate } from '../../shopify/shopify.server';

/**
 * Earlier addresses of pages that moved below NPS or the settings: bookmarks, and pages that stay open over a deployment.
 * Redirects to the new ones with the whole query, whose `host` and `id_token` the next page signs in with.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticate.admin(request);
  return redirect(movedTo(request.url), 307);
}

/** The form of the settings: 307 has the browser send it on whole. */
export async function action({ request }: ActionFunctionArgs) {
  await authenticate.admin(request);
  return redirect(movedTo(request.url), 307);
}

/** By the end of the earlier address. */
const NEW_ADDRESSES = [
  [/\/privacy\/?$/i, '/app/settings/privacy'],
  [/$/, '/app/nps/survey'],
] as const;

/**
 * An address of this app with the whole query. The library's own redirect copies one value of each name, and throws a page
 * in place of an answer to a form that has its header of a bounce.
 */
function movedTo(address: string): string {
  const { pathname, search } = new URL(address);
  const page = NEW_ADDRESSES.find(([end]) => end.test(pathname))?.[1] ?? '/app';
  return `${page}${search}`;
}
