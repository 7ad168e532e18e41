import en from '../locales/en/curve.json' with { type: 'json' };
import ja from '../locales/ja/curve.json' with { type: 'json' };

/** The texts of the LTV page's curve. */
export const curveTexts = { name: 'curve', texts: { ja, en } } as const;
