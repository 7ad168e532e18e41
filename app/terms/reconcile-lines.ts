/**
 * The lines of a reconciliation in their order: `placed` is what all orders are worth by their prices, the others lead
 * from there to the revenue that the numbers count.
 */
export const RECONCILE_LINES = [
  'placed',
  'test',
  'giftCards',
  'tips',
  'gross',
  'discounts',
  'cancelled',
  'voided',
  'refunded',
  'giftCardOnly',
  'zeroValue',
  'returns',
  'refundDifference',
  'tax',
  'belowZero',
  'shop',
  'noCustomer',
  'rounding',
  'counted',
] as const;
export type ReconcileLine = (typeof RECONCILE_LINES)[number];

/** Those that are what the lines before them leave. */
export const RECONCILE_SUBTOTALS: readonly ReconcileLine[] = ['placed', 'gross', 'shop', 'counted'];
