/** Why a customer would not recommend the shop; a detractor chooses one. */
export const REASONS = ['indifference', 'product', 'competitor', 'other'] as const;
export type Reason = (typeof REASONS)[number];
