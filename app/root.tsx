import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import { Page, Text } from '@shopify/polaris';
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import { useMemo, useState, type ReactNode } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { env } from './env.server';
import { createTranslator } from './i18n/i18n';
import { chooseLanguage, type Language } from './i18n/language';
import { AppProvider } from './ui/frame/app-provider';
import { usePageTitle } from './ui/frame/page-title';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: polarisStyles },
  // browsers without SVG icons request /favicon.ico by themselves
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

export function loader({ request }: LoaderFunctionArgs) {
  const { SHOPIFY_API_KEY: apiKey, APP_BRIDGE_URL: appBridgeUrl } = env();
  const language = chooseLanguage({
    url: new URL(request.url).searchParams.get('locale'),
    acceptLanguage: request.headers.get('accept-language'),
  });
  return { apiKey, appBridgeUrl, language };
}

/** The language stays while the document lives: later addresses carry no locale. */
export function shouldRevalidate() {
  return false;
}

/**
 * The language of the innermost route that has one: the layout knows the shop, the root only the address. It stays while the
 * document lives, which has the texts of one language.
 */
function useLanguage(): Language {
  const known = useMatches().map(({ data }) =>
    typeof data === 'object' && data !== null && 'language' in data ? data.language : null,
  );
  const [language] = useState(() =>
    chooseLanguage({ session: known.findLast((one) => typeof one === 'string') }),
  );
  return language;
}

/** The document around every page, the error and sign-in pages included. */
export function Layout({ children }: { children: ReactNode }) {
  const shell = useRouteLoaderData<typeof loader>('root');
  const language = useLanguage();
  const translator = useMemo(() => createTranslator(language), [language]);
  return (
    <html lang={language}>
      <head>
        {/* Shopify requires App Bridge to be the first script of every document. */}
        {shell && <script src={shell.appBridgeUrl} data-api-key={shell.apiKey} />}
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <I18nextProvider i18n={translator}>
          <Title />
        </I18nextProvider>
        <Meta />
        <Links />
        {/* A script waits for the sheets above it: Chromium lays out what it has read of the body before they come, and counts
          the step to the styled page as a shift of up to 1. */}
        <script dangerouslySetInnerHTML={{ __html: '/* after the sheets */' }} />
      </head>
      <body>
        <I18nextProvider i18n={translator}>
          <AppProvider language={language}>{children}</AppProvider>
        </I18nextProvider>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

/** LTV · Omega */
function Title() {
  const { t } = useTranslation();
  const page = usePageTitle();
  const name = t('appName');
  return <title>{page === null ? name : `${page} · ${name}`}</title>;
}

/** Shows an unknown address, or an error before any page. */
export function ErrorBoundary() {
  const error = useRouteError();
  const { t } = useTranslation();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <Page title={t('error.title')}>
      <Text as="p">{t(missing ? 'error.notFound' : 'error.failed')}</Text>
    </Page>
  );
}

export default function App() {
  return <Outlet />;
}
