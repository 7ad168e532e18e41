/** The seven stages of a customer, lowest first (app/metrics/README.md). */
export const STAGES = [
  'purchaser',
  'customer',
  'loyal',
  'follower',
  'fan',
  'fanClub',
  'evangelist',
] as const;
export type Stage = (typeof STAGES)[number];
