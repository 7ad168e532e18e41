/** Why a history is taken to begin in the middle (app/metrics/README.md). */
export const HISTORY_REASONS = ['ordersAtShopify', 'orderNumbers', 'earlyNewcomers'] as const;
