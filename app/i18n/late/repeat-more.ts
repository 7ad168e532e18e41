import { ofDocument } from './in-document';

/** The texts of the Repeat page that no other page of numbers reads. */
export const repeatMore = {
  name: 'repeatMore',
  texts: await ofDocument({
    ja: async () => await import('../locales/ja/repeatMore.json'),
    en: async () => await import('../locales/en/repeatMore.json'),
  }),
} as const;
