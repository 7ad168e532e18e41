import { ofDocument } from './in-document';

/** The texts of the customers' list. */
export const customers = {
  name: 'customers',
  texts: await ofDocument({
    ja: async () => await import('../locales/ja/customers.json'),
    en: async () => await import('../locales/en/customers.json'),
  }),
} as const;
