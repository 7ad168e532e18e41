import en from '../locales/en/files.json' with { type: 'json' };
import ja from '../locales/ja/files.json' with { type: 'json' };

/** The texts of files that are downloaded from the database. */
export const files = { name: 'files', texts: { ja, en } } as const;
