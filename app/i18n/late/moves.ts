import en from '../locales/en/moves.json' with { type: 'json' };
import ja from '../locales/ja/moves.json' with { type: 'json' };

/** The texts of previews that say whom a setting moves. */
export const moves = { name: 'moves', texts: { ja, en } } as const;
