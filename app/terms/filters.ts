/** A product's numeric id at Shopify, as a filter names it. */
export const PRODUCT_ID = /^[1-9]\d{0,17}$/;

/** Longer than any source's key (`ingest/facts/visits`). */
export const LONGEST_SOURCE = 200;

/** The name of an order's source where Shopify knows none, and of the filter for these orders. */
export const UNKNOWN_SOURCE = 'unknown';
