import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../sandbox/worlds/csv/said';

const LOCALES = join(import.meta.dirname, '../../../app/i18n/locales');

export interface AppWords {
  /** the app's words at a key of its locale files (`ltv:element.frequency.name`), without what is put into them */
  said: (key: string) => string;
  /** the same where there may be none */
  saidIf: (key: string) => string | null;
}

/** The app's own words in a language; `said` throws a RangeError for a key that has no text. */
export function appWords(language: Language): AppWords {
  const pages = new Map<string, unknown>();
  const saidIf = (key: string) => {
    const [page = '', path = ''] = key.split(':');
    if (!pages.has(page)) pages.set(page, pageOf(language, page));
    const text = path.split('.').reduce<unknown>(inside, pages.get(page));
    return typeof text === 'string' ? text : null;
  };
  return {
    saidIf,
    said: (key) => {
      const text = saidIf(key);
      if (text === null) throw new RangeError(`no text for ${key} in ${language}`);
      return text;
    },
  };
}

const pageOf = (language: Language, page: string): unknown =>
  JSON.parse(readFileSync(join(LOCALES, language, `${page}.json`), 'utf8'));

const inside = (texts: unknown, name: string): unknown =>
  texts instanceof Object ? Reflect.get(texts, name) : undefined;
