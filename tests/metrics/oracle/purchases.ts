import { must } from './must';
import { compareCustomers, type OrderFact } from './ledger';
import { sum, type Ratio } from './ratio';
import type { OracleSettings } from './settings';

/** The counted orders of a customer's day (or one counted order, by setting). */
export interface Purchase {
  day: number;
  orders: OrderFact[];
  /** every order of it is on discount */
  discounted: boolean;
}

export interface Buyer {
  id: string;
  /** counted orders, oldest first */
  orders: OrderFact[];
  purchases: Purchase[];
  firstDay: number;
  lastDay: number;
  revenue: Ratio;
}

function purchaseOf(orders: OrderFact[]): Purchase {
  return {
    day: must(orders[0]).day,
    orders,
    discounted: orders.every((order) => order.discounted),
  };
}

function buyerOf(id: string, unsorted: OrderFact[], counting: OracleSettings['counting']): Buyer {
  const orders = unsorted.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const groups: OrderFact[][] = [];
  for (const order of orders) {
    const last = groups.at(-1);
    if (counting === 'day' && last !== undefined && must(last[0]).day === order.day)
      last.push(order);
    else groups.push([order]);
  }
  return {
    id,
    orders,
    purchases: groups.map(purchaseOf),
    firstDay: must(orders[0]).day,
    lastDay: must(orders.at(-1)).day,
    revenue: sum(orders.map((order) => order.revenue)),
  };
}

/** The customers of counted orders, by id. */
export function buyersOf(
  counted: readonly OrderFact[],
  counting: OracleSettings['counting'],
): Buyer[] {
  const byCustomer = new Map<string, OrderFact[]>();
  for (const order of counted) {
    if (order.customer === null) continue;
    const orders = byCustomer.get(order.customer) ?? [];
    orders.push(order);
    byCustomer.set(order.customer, orders);
  }
  return [...byCustomer]
    .map(([id, orders]) => buyerOf(id, orders, counting))
    .sort((a, b) => compareCustomers(a.id, b.id));
}

/**
 * The counted orders that are not subscription renewals. A renewal is an order with a selling plan in
 * a later purchase than the customer's first purchase with one.
 */
export function withoutRenewals(buyers: readonly Buyer[]): OrderFact[] {
  return buyers.flatMap((buyer) => {
    const subscribed = buyer.purchases.filter((purchase) =>
      purchase.orders.some((order) => order.subscription),
    );
    const later = subscribed.slice(1).flatMap((purchase) => purchase.orders);
    const renewals = new Set(later.filter((order) => order.subscription));
    return buyer.orders.filter((order) => !renewals.has(order));
  });
}

/** Days between a customer's successive purchases, of all customers. */
export function gapsOf(buyers: readonly Buyer[]): number[] {
  return buyers.flatMap((buyer) =>
    buyer.purchases
      .slice(1)
      .map((purchase, index) => purchase.day - must(buyer.purchases[index]).day),
  );
}
