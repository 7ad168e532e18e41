/** Customers' tags are being read from Shopify, or could not be. */
export type TagReading =
  | {
      state: 'running';
      /** that Shopify has looked at so far */
      customers: number;
    }
  | { state: 'failed' };
