import { ofDocument } from './in-document';

/** The texts of Repeat, and the sheets of its numbers on other pages. */
export const repeatTexts = {
  name: 'repeat',
  texts: await ofDocument({
    ja: async () => await import('../locales/ja/repeat.json'),
    en: async () => await import('../locales/en/repeat.json'),
  }),
} as const;
