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

/** Why an order is left out, in the order in which the reasons are looked for (metrics.md section 1). */
export const LEFT_OUT_REASONS = [
  'test',
  'cancelled',
  'voided',
  'refunded',
  'otherCurrency',
  'giftCardOnly',
  'zeroValue',
  'noCustomer',
] as const;

/** Why a history is taken to begin in the middle (metrics.md section 9, a to c). */
export const HISTORY_REASONS = ['ordersAtShopify', 'orderNumbers', 'earlyNewcomers'] as const;
