import type { Stage } from '../../metrics/groups';
import type { Snapshot } from '../../metrics/snapshot';

/** What the method compares a shop with: the second purchase's rate, and winning to keeping. */
export const F2_BENCHMARK = 0.87;
export const COST_RATIO_LAW = 5;
/** How many times a detractor a promoter is worth, how many of them carry a shop, and why customers leave. */
export const PROMOTER_LAW = 2.4;
export const TRIBE = 100;
export const LEAVING_REASONS = { indifference: 0.68, product: 0.14, competitor: 0.09 } as const;

/** The seven rungs from the first purchase up. Written here so that no page loads the schema. */
export const STAGE_ORDER = [
  'purchaser',
  'customer',
  'loyal',
  'follower',
  'fan',
  'fanClub',
  'evangelist',
] as const satisfies readonly Stage[];

export type LeftOutReason = keyof Snapshot['orders']['excluded'];
