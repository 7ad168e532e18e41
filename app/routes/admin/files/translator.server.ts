import type { TFunction } from 'i18next';
import '../../../i18n/both';
import { createTranslator } from '../../../i18n/i18n';
import type { Language } from '../../../i18n/language';

/** Texts of a page in a language, for what is written without that page. */
export const translatorOf = (language: Language, page: string): TFunction =>
  createTranslator(language).getFixedT(language, page);
