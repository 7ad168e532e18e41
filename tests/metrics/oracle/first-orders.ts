import { compareCustomers, type OrderFact } from './ledger';
import { must } from './must';
import type { View } from './view';

/** Customers by their first counted order: the choices of a filter. */
export interface FirstOrdersReport {
  products: { productId: string; title: string | null; customers: number }[];
  sources: { source: string; customers: number }[];
  unknownSource: number;
  discounted: number;
  subscribed: number;
}

function counted(names: readonly string[]): { name: string; customers: number }[] {
  const groups = Map.groupBy(names, (name) => name);
  return [...groups].map(([name, own]) => ({ name, customers: own.length }));
}

function productsOf(order: OrderFact): string[] {
  return [...new Set(order.goods.flatMap(({ productId }) => productId ?? []))];
}

/** The 50 commonest products and sources, the smaller id and the earlier letter first among equals. */
export function firstOrdersOf(view: View): {
  firstOrders: FirstOrdersReport;
  sourceUnknown: number | null;
} {
  const firsts = view.buyers.map((buyer) => must(buyer.orders[0]));
  const known = firsts.flatMap(({ source }) => source ?? []);
  const unknownSource = firsts.length - known.length;
  return {
    firstOrders: {
      products: counted(firsts.flatMap(productsOf))
        .sort((a, b) => b.customers - a.customers || compareCustomers(a.name, b.name))
        .slice(0, 50)
        .map(({ name, customers }) => ({
          productId: name,
          title: view.ledger.productTitles.get(name) ?? null,
          customers,
        })),
      sources: counted(known)
        .sort((a, b) => b.customers - a.customers || (a.name < b.name ? -1 : 1))
        .slice(0, 50)
        .map(({ name, customers }) => ({ source: name, customers })),
      unknownSource,
      discounted: firsts.filter((order) => order.discounted).length,
      subscribed: firsts.filter((order) => order.subscription).length,
    },
    sourceUnknown: known.length === 0 ? null : unknownSource / firsts.length,
  };
}
