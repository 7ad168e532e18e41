import { daysAmongObserved } from './days-to-second';
import { compareCustomers } from './ledger';
import { median } from './percentile';
import type { Buyer } from './purchases';
import { secondPurchases } from './second-purchases';
import { eventShare } from './survival';

export interface FirstProduct {
  productId: string | null;
  title: string | null;
  customers: number;
  /** of them, with one purchase */
  notYet: number;
  /** F2 within 90 days */
  within90: number | null;
  medianDays: number | null;
}

/** The kept products of the first purchase; null alone if none of its lines has a product. */
function productsOf(buyer: Buyer): (string | null)[] {
  const goods = buyer.purchases[0]?.orders.flatMap((order) => order.goods) ?? [];
  const products = goods.map((line) => line.productId).filter((product) => product !== null);
  return products.length === 0 ? [null] : [...new Set(products)];
}

/**
 * Products of the first purchase, most customers first, then by id, 50 at most. A customer with several products
 * counts under each.
 */
export function firstProducts(
  buyers: readonly Buyer[],
  asOf: number,
  withinDays: number | null,
  titles: ReadonlyMap<string, string>,
): FirstProduct[] {
  const groups = new Map<string | null, Buyer[]>();
  for (const buyer of buyers)
    for (const product of productsOf(buyer)) {
      const group = groups.get(product) ?? [];
      group.push(buyer);
      groups.set(product, group);
    }
  return [...groups]
    .map(([productId, group]) => ({
      productId,
      title: productId === null ? null : (titles.get(productId) ?? null),
      customers: group.length,
      notYet: group.filter(({ purchases }) => purchases.length === 1).length,
      within90: eventShare(secondPurchases(group, asOf), 90)?.share ?? null,
      medianDays:
        withinDays === null ? null : median(daysAmongObserved(group, asOf, withinDays).days),
    }))
    .sort(
      (a, b) => b.customers - a.customers || compareCustomers(a.productId ?? '', b.productId ?? ''),
    )
    .slice(0, 50);
}
