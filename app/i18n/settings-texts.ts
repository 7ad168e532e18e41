import en from './locales/en/settings.json' with { type: 'json' };
import ja from './locales/ja/settings.json' with { type: 'json' };

/** The texts of the settings, which the scripts of those pages bring: 220 KB of script are all that a page has. */
export const settingsTexts = { ja, en };
