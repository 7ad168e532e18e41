/** Parts of the app that a merchant may not use, and then hides. */
export const HIDEABLE_PARTS = ['nps', 'subscriptions', 'trials'] as const;
/** Which of them the pages show. */
export type PartsInUse = Record<(typeof HIDEABLE_PARTS)[number], boolean>;

export const ALL_PARTS: PartsInUse = { nps: true, subscriptions: true, trials: true };
