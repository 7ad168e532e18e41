import type { AppProviderProps } from '@shopify/polaris';
import type { Language } from './language';

/** The texts of one language. */
export interface Texts {
  /** of each page; its name is the namespace of its keys */
  pages: Record<string, Record<string, string | object>>;
  /** of Polaris' own components */
  polaris: AppProviderProps['i18n'];
}

const known = new Map<Language, Texts>();

/** Makes a language's texts available: the server's entry has both languages, the browser's that of its document. */
export function addTexts(language: Language, texts: Texts): void {
  known.set(language, texts);
}

/**
 * The texts of a language, or of the one that is there: an error page in the browser may ask for the other.
 * @throws Error before any texts were added
 */
export function textsOf(language: Language): Texts {
  const texts = known.get(language) ?? [...known.values()][0];
  if (texts === undefined) throw new Error('no texts were added');
  return texts;
}

/** The pages by the names of their files: `./locales/ja/ltv.json` is `ltv`. */
export function pagesOf(files: Texts['pages']): Texts['pages'] {
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [
      path.slice(path.lastIndexOf('/') + 1, -'.json'.length),
      texts,
    ]),
  );
}
