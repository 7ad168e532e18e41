/** Why a customer would not recommend the shop; a detractor chooses one. */
export const REASONS = ['indifference', 'product', 'competitor', 'other'] as const;
export type Reason = (typeof REASONS)[number];

/**
 * Editions of the sentences that a buyer chooses from (decision 109). In 1 `indifference` was "Nothing really
 * stood out"; in 2 it is the missing follow-up of the source articles. A reason means what its sentence said,
 * so an answer keeps its edition, and each edition is counted by itself.
 */
export const REASON_EDITIONS = [1, 2] as const;
export type ReasonEdition = (typeof REASON_EDITIONS)[number];
/** The edition that buyers see now; a message that names none is of an older page, which had the first. */
export const REASON_EDITION = 2 satisfies ReasonEdition;
export type EarlierEdition = Exclude<ReasonEdition, typeof REASON_EDITION>;
