/** What the merchant has done about an answer. `open` has no row of its own (`answer_states`). */
export const HANDLED_STATES = ['open', 'inWork', 'done'] as const;
export type HandledState = (typeof HANDLED_STATES)[number];
/** Longest words that the comments are searched for, in UTF-16 units. */
export const MOST_SEARCHED = 100;
