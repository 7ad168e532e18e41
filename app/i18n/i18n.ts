import { createInstance, type i18n as I18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Language } from './language';

/** Every `locales/<language>/<page>.json`; the name of the file is the namespace of its keys. */
const files = import.meta.glob<Record<string, string | object>>('./locales/*/*.json', {
  eager: true,
  import: 'default',
});

const resources: Resource = Object.fromEntries(LANGUAGES.map((language) => [language, {}]));
for (const [path, texts] of Object.entries(files)) {
  const [, language = '', page = ''] = /locales\/(\w+)\/([\w-]+)\.json$/.exec(path) ?? [];
  resources[language] = { ...resources[language], [page]: texts };
}

/**
 * Makes a translator of one language, ready at once. The server makes one per request, the browser one:
 * two merchants never share a language by accident. Keys are written `page:key`; without a page
 * they are looked up in `common`.
 */
export function createTranslator(language: Language): I18n {
  const translator = createInstance();
  void translator.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: LANGUAGES,
    resources,
    ns: Object.keys(resources[language] ?? {}),
    defaultNS: 'common',
    initAsync: false,
    interpolation: { escapeValue: false }, // React escapes
    react: { useSuspense: false },
    returnNull: false,
    showSupportNotice: false, // an advertisement in the console
  });
  return translator;
}
