import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../i18n/language';
import { settingsTexts } from '../../i18n/settings-texts';

const NAMESPACE = 'settings';

/** Adds the texts of the settings to those of the document. The server has them already. */
export function useSettingsTexts(): void {
  const { i18n } = useTranslation();
  const language = LANGUAGES.find((one) => one === i18n.language);
  if (language !== undefined && !i18n.hasResourceBundle(language, NAMESPACE))
    i18n.addResourceBundle(language, NAMESPACE, settingsTexts[language]);
}
