import { ofDocument } from './in-document';

/** The texts of Repeat's pane of subscriptions. */
export const subscriptionTexts = {
  name: 'subscriptions',
  texts: await ofDocument({
    ja: async () => await import('../locales/ja/subscriptions.json'),
    en: async () => await import('../locales/en/subscriptions.json'),
  }),
} as const;
