import en from '../locales/en/unitCosts.json' with { type: 'json' };
import ja from '../locales/ja/unitCosts.json' with { type: 'json' };

/** The texts of unit costs. */
export const unitCosts = { name: 'unitCosts', texts: { ja, en } } as const;
