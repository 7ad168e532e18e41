/** What the method compares a shop with. Fractions, times or people. */

/** Share of first-time customers who buy a second time. */
export const F2_BENCHMARK = 0.87;
/** How many times as much winning a customer costs as keeping one. */
export const COST_RATIO_LAW = 5;
/** How many times a detractor a promoter is worth. */
export const PROMOTER_LAW = 2.4;
/** How many promoters carry a shop. */
export const TRIBE = 100;
/** Why customers leave in general. */
export const LEAVING_REASONS = { indifference: 0.68, product: 0.14, competitor: 0.09 } as const;
