import en from '../locales/en/repeatMore.json' with { type: 'json' };
import ja from '../locales/ja/repeatMore.json' with { type: 'json' };

/** The texts of the Repeat page that no other page of numbers reads. */
export const repeatMore = { name: 'repeatMore', texts: { ja, en } } as const;
