import en from '../locales/en/display.json' with { type: 'json' };
import ja from '../locales/ja/display.json' with { type: 'json' };

/** The texts of language and parts in use. */
export const display = { name: 'display', texts: { ja, en } } as const;
