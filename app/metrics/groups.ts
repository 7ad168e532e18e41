/** The groups that every customer is in exactly one of (metrics.md sections 4 and 5). */
export const SEGMENTS = ['firstTime', 'second', 'trend', 'loyal'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** Lowest first. */
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
