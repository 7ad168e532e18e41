/** The steps of a shop's set-up, in their order. */
export const SETUP_STEPS = ['import', 'survey', 'costs', 'roles', 'goal'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

/** Those that a merchant can put off: the import runs by itself. */
export const POSTPONABLE = ['survey', 'costs', 'roles', 'goal'] as const;
