import en from '../locales/en/roles.json' with { type: 'json' };
import ja from '../locales/ja/roles.json' with { type: 'json' };

/** The texts of products’ roles. */
export const roles = { name: 'roles', texts: { ja, en } } as const;
