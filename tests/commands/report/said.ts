import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../sandbox/worlds/csv/said';

const LOCALES = join(import.meta.dirname, '../../../app/i18n/locales');

/**
 * The app's own words by their keys (`ltv:element.frequency.name`), without what is put into them.
 * @throws RangeError for a key that has no text
 */
export function appWords(language: Language): (key: string) => string {
  const pages = new Map<string, unknown>();
  return (key) => {
    const [page = '', path = ''] = key.split(':');
    if (!pages.has(page)) pages.set(page, pageOf(language, page));
    const text = path.split('.').reduce<unknown>(inside, pages.get(page));
    if (typeof text !== 'string') throw new RangeError(`no text for ${key} in ${language}`);
    return text;
  };
}

const pageOf = (language: Language, page: string): unknown =>
  JSON.parse(readFileSync(join(LOCALES, language, `${page}.json`), 'utf8'));

const inside = (texts: unknown, name: string): unknown =>
  texts instanceof Object ? Reflect.get(texts, name) : undefined;
