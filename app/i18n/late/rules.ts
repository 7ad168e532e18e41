import en from '../locales/en/rules.json' with { type: 'json' };
import ja from '../locales/ja/rules.json' with { type: 'json' };

/** The texts of the rules that numbers are counted by. */
export const rules = { name: 'rules', texts: { ja, en } } as const;
