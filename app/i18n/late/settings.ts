import en from '../locales/en/settings.json' with { type: 'json' };
import ja from '../locales/ja/settings.json' with { type: 'json' };

/** The texts of the settings. */
export const settings = { name: 'settings', texts: { ja, en } } as const;
