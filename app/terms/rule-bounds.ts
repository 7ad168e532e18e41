/** Bounds of the rules that a merchant sets: what a form takes, and what is stored. */

/** Ten years: windows and durations in days. */
export const MOST_DAYS = 3650;
/** Of the stages' numbers. The second purchase makes a customer: the third at the earliest makes a loyal one. */
export const STAGE_BOUNDS = {
  loyalPurchases: { least: 3, most: 999 },
  minimumContractOrders: { least: 2, most: 999 },
  evangelistReferrals: { least: 1, most: 999 },
  evangelistProducts: { least: 1, most: 999 },
} as const;
/** Tags of one setting, and letters of a tag (https://help.shopify.com/en/manual/shopify-admin/productivity-tools/creating-managing-tags) */
export const MOST_TAGS = 20;
export const LONGEST_TAG = 255;
/** Orders before it are of no shop. */
export const FIRST_DAY = '2000-01-01';
