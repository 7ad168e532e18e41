/** A product's numeric id at Shopify, as a filter names it. */
export const PRODUCT_ID = /^[1-9]\d{0,17}$/;

/** Longer than any source's key (`ingest/facts/visits`). */
export const LONGEST_SOURCE = 200;
