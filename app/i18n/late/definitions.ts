import en from '../locales/en/definitions.json' with { type: 'json' };
import ja from '../locales/ja/definitions.json' with { type: 'json' };

/** The texts of definitions and goals. */
export const definitions = { name: 'definitions', texts: { ja, en } } as const;
