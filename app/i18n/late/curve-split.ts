import en from '../locales/en/curveSplit.json' with { type: 'json' };
import ja from '../locales/ja/curveSplit.json' with { type: 'json' };

/** The texts of the LTV curve by group. */
export const curveSplitTexts = { name: 'curveSplit', texts: { ja, en } } as const;
