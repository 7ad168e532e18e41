import en from '../locales/en/cohortCell.json' with { type: 'json' };
import ja from '../locales/ja/cohortCell.json' with { type: 'json' };

/** The sentences of the cells of cohorts. */
export const cohortCell = { name: 'cohortCell', texts: { ja, en } } as const;
