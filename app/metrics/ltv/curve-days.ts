/** The tenures of the LTV curve. */
export const CURVE_DAYS = [30, 60, 90, 180, 365, 730] as const;
