/** Why a history counts as one that begins in the middle (app/metrics/README.md). */
export const HISTORY_REASONS = ['ordersAtShopify', 'orderNumbers', 'earlyNewcomers'] as const;
