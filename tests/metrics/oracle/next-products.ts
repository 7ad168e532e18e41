import { compareCustomers } from './ledger';
import { must } from './must';
import { median } from './percentile';
import type { Buyer, Purchase } from './purchases';
import { withoutRenewals, buyersOf } from './purchases';
import { newcomersAmong, type View } from './view';

interface NextProduct {
  productId: string;
  title: string | null;
  customers: number;
  base: number;
  medianDays: number | null;
}

interface NextStep {
  customers: number;
  products: number;
  from: { productId: string; title: string | null; customers: number; next: NextProduct[] }[];
}

export interface NextReport {
  second: NextStep;
  third: NextStep;
}

/** Two successive purchases of a customer: what they were of, and the days between. */
interface Pair {
  earlier: Set<string>;
  later: Set<string>;
  days: number;
}

const productsOf = (orders: Purchase['orders']): Set<string> =>
  new Set(orders.flatMap(({ goods }) => goods.flatMap(({ productId }) => productId ?? [])));

/** @param ordersOf the orders of a purchase: with those that are left out of it, where its day had others */
function pairsOf(
  buyers: readonly Buyer[],
  at: number,
  ordersOf: (buyer: Buyer, purchase: Purchase) => Purchase['orders'],
): Pair[] {
  return buyers.flatMap((buyer) => {
    const [earlier, later] = [buyer.purchases[at - 1], buyer.purchases[at]];
    if (earlier === undefined || later === undefined) return [];
    return {
      earlier: productsOf(ordersOf(buyer, earlier)),
      later: productsOf(ordersOf(buyer, later)),
      days: later.day - earlier.day,
    };
  });
}

function countsOf(sets: readonly Set<string>[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const set of sets)
    for (const product of set) counts.set(product, (counts.get(product) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || compareCustomers(a, b));
}

function stepOf(pairs: readonly Pair[], most: number, { ledger }: View): NextStep {
  const title = (product: string) => ledger.productTitles.get(product) ?? null;
  const from = countsOf(pairs.map(({ earlier }) => earlier));
  const base = new Map(countsOf(pairs.map(({ later }) => later)));
  return {
    customers: pairs.length,
    products: from.length,
    from: from.slice(0, most).map(([productId, customers]) => {
      const own = pairs.filter(({ earlier }) => earlier.has(productId));
      const next = customers < 30 ? [] : countsOf(own.map(({ later }) => later)).slice(0, 3);
      return {
        productId,
        title: title(productId),
        customers,
        next: next.map(([nextId, both]) => ({
          productId: nextId,
          title: title(nextId),
          customers: both,
          base: must(base.get(nextId)),
          medianDays: median(own.filter(({ later }) => later.has(nextId)).map(({ days }) => days)),
        })),
      };
    }),
  };
}

/** Metrics.md section 9: eight products of the first purchase and four of the second, three next ones each. */
export function nextProductsOf(view: View): {
  nextProducts: NextReport;
  nextProductsWithoutRenewals: NextReport | null;
} {
  const { settings, ledger } = view;
  const report = (
    buyers: readonly Buyer[],
    ordersOf: (buyer: Buyer, purchase: Purchase) => Purchase['orders'],
  ): NextReport => ({
    second: stepOf(pairsOf(buyers, 1, ordersOf), 8, view),
    third: stepOf(pairsOf(buyers, 2, ordersOf), 4, view),
  });
  const whole = new Map(view.buyers.map((buyer) => [buyer.id, buyer]));
  const plain = newcomersAmong(buyersOf(withoutRenewals(view.buyers), settings.counting), settings);
  const hasPlans = ledger.orders.some(({ subscription }) => subscription);
  return {
    nextProducts: report(view.newcomers, (_, { orders }) => orders),
    nextProductsWithoutRenewals: hasPlans
      ? report(plain, ({ id }, { orders }) => {
          // a purchase is the customer's whole day: its renewals too
          const same = whole.get(id)?.purchases.find((one) => one.orders.includes(must(orders[0])));
          return must(same).orders;
        })
      : null,
  };
}
