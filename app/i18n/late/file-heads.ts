import en from '../locales/en/fileHeads.json' with { type: 'json' };
import ja from '../locales/ja/fileHeads.json' with { type: 'json' };

/** The heads and words of the file of customers, which the server writes: no page brings them. */
export const fileHeadTexts = { name: 'fileHeads', texts: { ja, en } } as const;
