import { ofDocument } from './in-document';

/** The texts about weeks in which the score fell, which no other page reads. */
export const npsWeeksTexts = {
  name: 'npsWeeks',
  texts: await ofDocument({
    ja: async () => await import('../locales/ja/npsWeeks.json'),
    en: async () => await import('../locales/en/npsWeeks.json'),
  }),
} as const;
