import en from '../locales/en/places.json' with { type: 'json' };
import ja from '../locales/ja/places.json' with { type: 'json' };

/** The texts of the places where the survey may stand: of its page and of a step of the set-up. */
export const places = { name: 'places', texts: { ja, en } } as const;
