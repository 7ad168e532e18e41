import { ofDocument } from './in-document';

/** What is next with a customer, and Shopify’s own groups: on the list and on a customer’s page. */
export const personTexts = {
  name: 'person',
  texts: await ofDocument({
    ja: async () => await import('../locales/ja/person.json'),
    en: async () => await import('../locales/en/person.json'),
  }),
} as const;
