import { ofDocument } from './in-document';

/** The texts of the sheets of numbers. */
export const sheetTexts = {
  name: 'sheets',
  texts: await ofDocument({
    ja: async () => await import('../locales/ja/sheets.json'),
    en: async () => await import('../locales/en/sheets.json'),
  }),
} as const;
