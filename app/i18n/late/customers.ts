import en from '../locales/en/customers.json' with { type: 'json' };
import ja from '../locales/ja/customers.json' with { type: 'json' };

/** The texts of the customers' list. */
export const customers = { name: 'customers', texts: { ja, en } } as const;
