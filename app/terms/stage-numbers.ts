/** The numbers of the stages' rules that a shop may set, and what they are without a choice (app/metrics/README.md). */
export const STAGE_NUMBERS = {
  /** purchases that make a loyal customer */
  loyalPurchases: 3,
  /** orders with a selling plan that make a member of the fan club */
  minimumContractOrders: 4,
  /** customers whom an evangelist has brought, and products that an evangelist has bought */
  evangelistReferrals: 3,
  evangelistProducts: 5,
} as const;

export type StageNumbers = Record<keyof typeof STAGE_NUMBERS, number>;
