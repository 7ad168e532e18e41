import en from '../locales/en/data.json' with { type: 'json' };
import ja from '../locales/ja/data.json' with { type: 'json' };

/** The texts of the data pages. */
export const data = { name: 'data', texts: { ja, en } } as const;
