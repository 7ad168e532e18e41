import { z } from 'zod';
import { document } from './document';

/** Numbers of objects to read. Without `limit: null` Shopify stops counting at 10,000. */
export const COUNTS = document(`
  query Counts {
    ordersCount(limit: null) { count precision }
    customersCount(limit: null) { count precision }
  }
`);

const count = z.object({ count: z.number().int(), precision: z.string() }).nullable();

/** null: Shopify does not say */
export const countsResponse = z.object({
  ordersCount: count,
  customersCount: count,
});
