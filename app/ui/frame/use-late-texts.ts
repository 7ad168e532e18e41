import { useTranslation } from 'react-i18next';
import { LANGUAGES, type Language } from '../../i18n/language';

/** The texts of one page alone, which its own scripts bring (app/i18n/late). */
export interface LateTexts {
  name: string;
  /** those of the document at least */
  texts: Partial<Record<Language, object>>;
}

/**
 * Adds the texts of a page to those of the document, which the server has already, and gives their translator: the
 * first hook of such a page. Its title stands in `common`, since it is written above the page.
 */
export function useLateTexts({ name, texts }: LateTexts) {
  const { i18n } = useTranslation();
  const language = LANGUAGES.find((one) => one === i18n.language);
  const own = language && texts[language];
  if (language !== undefined && own !== undefined && !i18n.hasResourceBundle(language, name))
    i18n.addResourceBundle(language, name, own);
  return useTranslation(name);
}
