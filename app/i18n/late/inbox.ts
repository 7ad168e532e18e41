import { ofDocument } from './in-document';

/** The texts of the inbox of answers, which no other page reads. */
export const inboxTexts = {
  name: 'inbox',
  texts: await ofDocument({
    ja: async () => await import('../locales/ja/inbox.json'),
    en: async () => await import('../locales/en/inbox.json'),
  }),
} as const;
