import en from '../locales/en/survey.json' with { type: 'json' };
import ja from '../locales/ja/survey.json' with { type: 'json' };

/** The texts of the survey's settings, and of where its blocks stand. */
export const survey = { name: 'survey', texts: { ja, en } } as const;
