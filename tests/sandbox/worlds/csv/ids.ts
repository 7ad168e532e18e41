/** First made-up id of each kind: far from each other and above Shopify's own ids in a small file. */
export const FIRST_ORDER_ID = 5_000_000_000_000;
export const FIRST_CUSTOMER_ID = 7_000_000_000_000;
export const FIRST_PRODUCT_ID = 8_000_000_000_000;
export const FIRST_VARIANT_ID = 8_500_000_000_000;
export const FIRST_LINE_ID = 9_000_000_000_000;
