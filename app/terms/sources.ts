/** Where an answer was given. The first two are Shopify's own pages, the others the shop's. */
export const SOURCES = ['thank_you', 'order_status', 'storefront', 'link'] as const;
export type Source = (typeof SOURCES)[number];
