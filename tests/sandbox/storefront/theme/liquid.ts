import { join } from 'node:path';
import { Liquid } from 'liquidjs';
import { escaped } from '../../http/markup';
import { blockFolder } from './block';
import { localeTexts, textOf } from './locales';

/**
 * The part of Liquid that the app's files use; an unknown tag or filter is an error. Texts come from the
 * extension's locale files.
 * @param language the customer's language
 * @param assets address of the extension's assets
 */
export function liquidEngine(language: string, assets: string): Liquid {
  const texts = localeTexts(join(blockFolder, 'locales'), language);
  const engine = new Liquid({
    partials: join(blockFolder, 'snippets'),
    extname: '.liquid',
    strictFilters: true,
    jsTruthy: false,
  });
  // Named arguments arrive as pairs. As on Shopify, a text is escaped unless its key ends with _html.
  engine.registerFilter('t', (key: unknown, ...args: unknown[]) => {
    const values = Object.fromEntries(
      args.filter((arg) => Array.isArray(arg)).map(([name, value]) => [name, value]),
    );
    const text = textOf(texts, String(key), values);
    return String(key).endsWith('_html') ? text : escaped(text);
  });
  engine.registerFilter('asset_url', (file: unknown) => `${assets}/${String(file)}`);
  return engine;
}

/** An app-data metafield as Liquid sees it. */
export function metafieldDrop(type: string, text: string): { type: string; value: unknown } {
  return { type, value: type === 'json' ? JSON.parse(text) : text };
}
