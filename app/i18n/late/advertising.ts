import en from '../locales/en/advertising.json' with { type: 'json' };
import ja from '../locales/ja/advertising.json' with { type: 'json' };

/** The texts of advertising spend. */
export const advertising = { name: 'advertising', texts: { ja, en } } as const;
