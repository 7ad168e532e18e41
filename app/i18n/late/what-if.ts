import en from '../locales/en/whatIf.json' with { type: 'json' };
import ja from '../locales/ja/whatIf.json' with { type: 'json' };

/** The texts of the LTV page's what-if. */
export const whatIfTexts = { name: 'whatIf', texts: { ja, en } } as const;
