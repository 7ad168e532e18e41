/** What a product is for: app/metrics/README.md sections 4 and 9. */
export const PRODUCT_ROLES = ['trial', 'main', 'backEnd', 'crossSell'] as const;
export type ProductRole = (typeof PRODUCT_ROLES)[number];
