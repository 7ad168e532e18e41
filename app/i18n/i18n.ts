import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Language } from './language';
import { textsOf } from './texts';

/**
 * Makes a translator of one language, ready at once. The server makes one per request, the browser one:
 * two merchants never share a language by accident. Keys are written `page:key`; without a page
 * they are looked up in `common`.
 */
export function createTranslator(language: Language): I18n {
  const { pages } = textsOf(language);
  const translator = createInstance();
  void translator.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    supportedLngs: LANGUAGES,
    resources: { [language]: pages },
    ns: Object.keys(pages),
    defaultNS: 'common',
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
    returnNull: false,
    showSupportNotice: false, // an advertisement in the console
  });
  return translator;
}
