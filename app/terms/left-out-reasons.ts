/** Why an order counts nowhere, in the order of the rules (app/store/sql/counted-orders.ts). */
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
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];
