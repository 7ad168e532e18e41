import type { LocalShopify } from '../local-shopify';
import type { OrderRecord } from '../store/records';

/** Adds a new order, and counts it for its customer. */
export function orderComesIn(shopify: LocalShopify, domain: string, order: OrderRecord): void {
  shopify.orders(domain).put(order);
  const customers = shopify.customers(domain);
  const buyer = order.customerId === null ? null : customers.get(order.customerId);
  if (!buyer) return;
  const numberOfOrders = buyer.numberOfOrders + 1;
  customers.put({ ...buyer, numberOfOrders, updatedAt: order.updatedAt });
}
