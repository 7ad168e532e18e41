import { ofDocument } from './in-document';

/** The texts of the page of segments. */
export const segmentTexts = {
  name: 'segments',
  texts: await ofDocument({
    ja: async () => await import('../locales/ja/segments.json'),
    en: async () => await import('../locales/en/segments.json'),
  }),
} as const;
