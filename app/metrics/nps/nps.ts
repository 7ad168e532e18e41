/** Where an answer was given. */
export const SOURCES = ['thank_you', 'order_status', 'storefront', 'link'] as const;

/** Why detractors leave. */
export const REASONS = ['indifference', 'product', 'competitor', 'other'] as const;
