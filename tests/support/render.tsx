import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { matchRoutes } from 'react-router-dom';
import { createStaticRouter, StaticRouterProvider } from 'react-router-dom/server.js';
import '../../app/i18n/both';
import { createTranslator } from '../../app/i18n/i18n';
import type { Language } from '../../app/i18n/language';
import { AppProvider } from '../../app/ui/frame/app-provider';

const BLOCK = /<(?:p|div|ul|ol|dl|table|section|figure|details|form|fieldset|h[1-6])\b[^>]*>/;

/** The first block inside a paragraph: a browser ends the paragraph before it, and React draws the page again. */
function blockInParagraph(html: string): string | undefined {
  for (const piece of html.split('</p>')) {
    const start = piece.search(/<p[\s>]/);
    const block = start === -1 ? null : BLOCK.exec(piece.slice(start + 2));
    if (block !== null) return block[0];
  }
  return undefined;
}

/**
 * A page as the server sends it.
 * @param address its path and query
 * @throws on a key without a text, and on a block inside a paragraph
 */
export function rendered(page: ReactElement, language: Language, address = '/app'): string {
  const translator = createTranslator(language);
  translator.options.saveMissing = true;
  translator.on('missingKey', (languages: string[], namespace: string, key: string) => {
    throw new Error(`No text for ${namespace}:${key} in ${languages.join()}`);
  });
  const { pathname, search } = new URL(address, 'http://app.invalid');
  // links and forms need a router, Polaris' links those of the app
  const element = <AppProvider language={language}>{page}</AppProvider>;
  const routes = [{ id: 'page', path: '*', element }];
  const context = {
    basename: '/',
    location: { pathname, search, hash: '', state: null, key: 'only' },
    matches: matchRoutes(routes, pathname) ?? [],
    loaderData: {},
    actionData: null,
    errors: null,
    statusCode: 200,
    loaderHeaders: {},
    actionHeaders: {},
    activeDeferreds: null,
  };
  const html = renderToString(
    <I18nextProvider i18n={translator}>
      <StaticRouterProvider
        router={createStaticRouter(routes, context)}
        context={context}
        hydrate={false}
      />
    </I18nextProvider>,
  );
  const block = blockInParagraph(html);
  if (block !== undefined) throw new Error(`a block in a paragraph: ${block}`);
  return html;
}

/** The Latin words of a Japanese page beside those of every page: Shopify, LTV, NPS, CSV. */
export function latinWords(html: string): string[] {
  const all = words(html).match(/[A-Za-z]{2,}/g) ?? [];
  return [...new Set(all)].filter((word) => !['Shopify', 'LTV', 'NPS', 'CSV'].includes(word));
}

/** What a number's link says to a screen reader alone: that it opens the people. */
const SAID_OF_LINK =
  /(<a class="om-people-link"(?:(?!<\/a>).)*?)<span class="om-hidden">[^<]*<\/span><\/a>/gs;

/** The text of a page as it is seen, without markup. */
export function words(html: string): string {
  return (
    html
      .replace(SAID_OF_LINK, '$1</a>')
      // a number within a sentence
      .replace(/<a class="om-people-link"[^>]*>(.*?)<\/a>/gs, '$1')
      .replace(/<!--.*?-->/g, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#x27;/g, "'")
      .replace(/&amp;/g, '&')
      .replace(/&quot;/g, '"')
      .replace(/\s+/g, ' ')
  );
}
