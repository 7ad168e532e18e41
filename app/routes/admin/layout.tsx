import type { HeadersFunction, LoaderFunctionArgs } from '@remix-run/node';
import { isRouteErrorResponse, Link, Outlet, useLocation, useRouteError } from '@remix-run/react';
import { NavMenu } from '@shopify/app-bridge-react';
import { Banner, Button, Page, Text } from '@shopify/polaris';
import { boundary } from '@shopify/shopify-app-remix/server';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { chooseLanguage } from '../../i18n/language';
import { shopOf } from '../../shop/shop.server';
import { authenticate } from '../../shopify/shopify.server';

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const language = chooseLanguage({
    session: session.onlineAccessInfo?.associated_user.locale,
    url: new URL(request.url).searchParams.get('locale'),
    shop: (await shopOf(session.shop))?.locale,
    acceptLanguage: request.headers.get('accept-language'),
  });
  return { language };
}

/** As in the root: the merchant's language stays the same while the document lives. */
export function shouldRevalidate() {
  return false;
}

export const headers: HeadersFunction = (args) => boundary.headers(args);

export default function AdminLayout() {
  return (
    <>
      <Navigation />
      <Outlet />
    </>
  );
}

function Navigation() {
  const { t } = useTranslation();
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        {t('appName')}
      </Link>
      <Link to="/app/ltv">{t('nav.ltv')}</Link>
      <Link to="/app/repeat">{t('nav.repeat')}</Link>
      <Link to="/app/stages">{t('nav.stages')}</Link>
      <Link to="/app/nps">{t('nav.nps')}</Link>
      <Link to="/app/survey">{t('nav.survey')}</Link>
      <Link to="/app/privacy">{t('nav.privacy')}</Link>
    </NavMenu>
  );
}

const noSuchDay = z.object({ problem: z.literal('day') });

/** For an address that asks for a day without numbers; the same page without the day has the newest ones. */
function NoSuchDay() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <>
      <Navigation />
      <Page title={t('error.day.title')}>
        <Banner tone="info">
          <Text as="p">{t('error.day.body')}</Text>
        </Banner>
        <Button url={pathname === '/app/past-day' ? '/app' : pathname}>
          {t('error.day.back')}
        </Button>
      </Page>
    </>
  );
}

/**
 * Shows what no page caught. The library's own documents (to get a token, to leave the frame) are shown
 * unchanged, everything else in the merchant's language with a link.
 */
export function ErrorBoundary() {
  const error = useRouteError();
  const { t } = useTranslation();
  const answered = isRouteErrorResponse(error);
  if (answered && typeof error.data === 'string' && error.data.includes('data-api-key'))
    return boundary.error(error);
  if (answered && error.status === 400 && noSuchDay.safeParse(error.data).success)
    return <NoSuchDay />;
  const missing = answered && error.status === 404;
  return (
    <>
      <Navigation />
      <Page title={t('error.title')}>
        <Banner tone={missing ? 'info' : 'critical'}>
          <Text as="p">{t(missing ? 'error.notFound' : 'error.failed')}</Text>
        </Banner>
        <Button url="/app">{t('error.home')}</Button>
      </Page>
    </>
  );
}
