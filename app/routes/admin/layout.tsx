import type { HeadersFunction, LoaderFunctionArgs } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Outlet,
  useLoaderData,
  useRouteError,
  type ShouldRevalidateFunction,
} from '@remix-run/react';
import { boundary } from '@shopify/shopify-app-remix/server';
import { chooseLanguage } from '../../i18n/language';
import { displayOf } from '../../settings/display';
import { shopOf } from '../../shop/shop.server';
import { authenticate } from '../../shopify/shopify.server';
import { AdminFrame } from '../../ui/frame/admin-frame';
import { PartsContext } from '../../ui/frame/navigation';
import { FailedPage, NO_CUSTOMER, NoSuchCustomer, NoSuchDay } from '../../ui/frame/failed-page';

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const shop = await shopOf(session.shop);
  const { language: own, ...parts } = displayOf(shop);
  const language = chooseLanguage({
    session: own ?? session.onlineAccessInfo?.associated_user.locale,
    url: new URL(request.url).searchParams.get('locale'),
    shop: shop?.locale,
    acceptLanguage: request.headers.get('accept-language'),
  });
  return { language, parts };
}

/** Pages whose forms change the parts that the shop uses, which the menu has. */
const CHANGES_PARTS = ['/app/settings/display', '/app/settings/history'];

/** Read again only after such a form. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction }) =>
  CHANGES_PARTS.some((path) => formAction?.startsWith(path));

export const headers: HeadersFunction = (args) => boundary.headers(args);

export default function AdminLayout() {
  const { parts } = useLoaderData<typeof loader>();
  return (
    <PartsContext.Provider value={parts}>
      <AdminFrame>
        <Outlet />
      </AdminFrame>
    </PartsContext.Provider>
  );
}

/**
 * Shows what no page caught. The library's own documents (to get a token, to leave the frame) are shown
 * unchanged, everything else in the merchant's language with a link.
 */
export function ErrorBoundary() {
  const error = useRouteError();
  const answered = isRouteErrorResponse(error);
  if (answered && typeof error.data === 'string' && error.data.includes('data-api-key'))
    return boundary.error(error);
  if (answered && error.status === 400 && isNoSuchDay(error.data))
    return <NoSuchDay page={error.data.page} />;
  const missing = answered && error.status === 404;
  const why = missing && NO_CUSTOMER.find((one) => one === problemOf(error.data));
  return why ? (
    <NoSuchCustomer why={why} into={intoOf(error.data)} />
  ) : (
    <FailedPage missing={missing} />
  );
}

/** The reply of `refuseImpossibleDay`. A schema would bring its library, 22 KB, to every page. */
function isNoSuchDay(data: unknown): data is { problem: 'day'; page?: string } {
  if (typeof data !== 'object' || data === null || problemOf(data) !== 'day') return false;
  return !('page' in data) || typeof data.page === 'string';
}

/** What a loader says is wrong with an address; undefined: nothing. */
const intoOf = (data: unknown): string | undefined =>
  typeof data === 'object' && data !== null && 'into' in data && typeof data.into === 'string'
    ? data.into
    : undefined;

const problemOf = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && 'problem' in data ? data.problem : undefined;
