import type { CustomerRecord, OrderRecord, ProductRecord } from '../../sandbox/store/records';

/** A shop as its raw facts: what the app reads from Shopify, before anything is counted. */
export interface Book {
  name: string;
  /** ISO 4217 */
  currency: string;
  /** IANA */
  timezone: string;
  orders: OrderRecord[];
  customers: CustomerRecord[];
  products: ProductRecord[];
}
