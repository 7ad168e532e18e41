import en from '../locales/en/cohorts.json' with { type: 'json' };
import ja from '../locales/ja/cohorts.json' with { type: 'json' };

/** The texts of cohorts, on LTV and on Repeat. */
export const cohortTexts = { name: 'cohorts', texts: { ja, en } } as const;
