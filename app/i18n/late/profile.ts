import en from '../locales/en/profile.json' with { type: 'json' };
import ja from '../locales/ja/profile.json' with { type: 'json' };

/** The texts of one customer's page. */
export const profile = { name: 'profile', texts: { ja, en } } as const;
