import type { Language } from '../language';

type Texts = Partial<Record<Language, object>>;
type Bring = () => Promise<{ default: object }>;

/**
 * The texts of the document's language alone: both would stand in the script of each. Where there is no document (the server,
 * tests), of both languages. A module that exports them awaits them, so that they are there before its page is drawn.
 */
export async function ofDocument(bring: Record<Language, Bring>): Promise<Texts> {
  const of = async (language: Language) => (await bring[language]()).default;
  if (typeof document === 'undefined') return { ja: await of('ja'), en: await of('en') };
  const language = document.documentElement.lang === 'ja' ? 'ja' : 'en';
  return { [language]: await of(language) };
}
