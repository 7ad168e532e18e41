import en from '../locales/en/setup.json' with { type: 'json' };
import ja from '../locales/ja/setup.json' with { type: 'json' };

/** The texts of the set-up, on its page and on Home's card. */
export const setup = { name: 'setup', texts: { ja, en } } as const;
