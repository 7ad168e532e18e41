import en from '../locales/en/privacy.json' with { type: 'json' };
import ja from '../locales/ja/privacy.json' with { type: 'json' };

/** The texts of the privacy page. */
export const privacy = { name: 'privacy', texts: { ja, en } } as const;
