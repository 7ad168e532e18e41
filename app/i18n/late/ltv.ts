import { ofDocument } from './in-document';

/** The texts of LTV, its channels, and the sheets of its numbers on other pages. */
export const ltvTexts = {
  name: 'ltv',
  texts: await ofDocument({
    ja: async () => await import('../locales/ja/ltv.json'),
    en: async () => await import('../locales/en/ltv.json'),
  }),
} as const;
