import { AppProvider } from '@shopify/polaris';
import english from '@shopify/polaris/locales/en.json';
import japanese from '@shopify/polaris/locales/ja.json';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { matchRoutes } from 'react-router-dom';
import { createStaticRouter, StaticRouterProvider } from 'react-router-dom/server.js';
import { createTranslator } from '../../app/i18n/i18n';
import type { Language } from '../../app/i18n/language';

/** A page as the server sends it. @throws on a key without a text */
export function rendered(page: ReactElement, language: Language): string {
  const translator = createTranslator(language);
  translator.options.saveMissing = true;
  translator.on('missingKey', (languages: string[], namespace: string, key: string) => {
    throw new Error(`No text for ${namespace}:${key} in ${languages.join()}`);
  });
  // links and forms need a router
  const routes = [{ id: 'page', path: '*', element: page }];
  const context = {
    basename: '/',
    location: { pathname: '/app', search: '', hash: '', state: null, key: 'only' },
    matches: matchRoutes(routes, '/app') ?? [],
    loaderData: {},
    actionData: null,
    errors: null,
    statusCode: 200,
    loaderHeaders: {},
    actionHeaders: {},
    activeDeferreds: null,
  };
  return renderToString(
    <AppProvider i18n={language === 'ja' ? japanese : english}>
      <I18nextProvider i18n={translator}>
        <StaticRouterProvider
          router={createStaticRouter(routes, context)}
          context={context}
          hydrate={false}
        />
      </I18nextProvider>
    </AppProvider>,
  );
}

/** The text of a page, without markup. */
export function words(html: string): string {
  return html
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ');
}
