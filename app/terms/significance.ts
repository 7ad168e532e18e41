/** A difference of more standard errors than these is beyond chance: two-sided, 95 %. */
export const SIGNIFICANT = 1.96;
