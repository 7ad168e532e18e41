/** What the customers of the LTV curve are split by: their first counted order. */
export const SPLITS = ['product', 'discount', 'source', 'plan'] as const;
export type SplitBy = (typeof SPLITS)[number];
