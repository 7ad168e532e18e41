import type { CustomerRecord, OrderRecord, ProductRecord } from '../../sandbox/store/records';

/** A shop as its raw facts: the data that the app reads from Shopify, before any count. */
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
