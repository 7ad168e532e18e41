import { ofDocument } from './in-document';

/** The texts of Repeat's table of other names for repeat rate. */
export const otherNameTexts = {
  name: 'otherNames',
  texts: await ofDocument({
    ja: async () => await import('../locales/ja/otherNames.json'),
    en: async () => await import('../locales/en/otherNames.json'),
  }),
} as const;
