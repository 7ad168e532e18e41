import type { OrderFact } from './ledger';
import { must } from './must';
import type { OracleReport } from './report';
import { newcomersAmong, viewAsOf, type View } from './view';

/** Whom a view shows: customers by their first counted order. A missing condition shows all. */
export interface OracleFilter {
  product?: string;
  discount?: boolean;
  source?: string;
  plan?: boolean;
}

/** Whether a first counted order meets every condition. */
function meets(first: OrderFact, { product, discount, source, plan }: OracleFilter): boolean {
  if (product !== undefined && !first.goods.some((line) => line.productId === product))
    return false;
  if (discount !== undefined && first.discounted !== discount) return false;
  if (source !== undefined && (first.source ?? 'unknown') !== source) return false;
  return plan === undefined || first.subscription === plan;
}

/** The customers of a shop whose first counted order meets a filter, with all of their orders. */
export function chosenAmong(shop: View, filter: OracleFilter): View {
  const buyers = shop.buyers.filter((buyer) => meets(must(buyer.orders[0]), filter));
  const chosen = new Set(buyers.map(({ id }) => id));
  const read = shop.read.filter(({ customer }) => customer !== null && chosen.has(customer));
  const firstDay = buyers.reduce((first, buyer) => Math.min(first, buyer.firstDay), shop.asOf);
  return {
    ...shop,
    shop,
    earlier: (day) => chosenAmong(viewAsOf(shop.ledger, day, shop.settings), filter),
    read,
    buyers,
    newcomers: newcomersAmong(buyers, shop.settings),
    gaps: [],
    daysOfOrders: shop.asOf - firstDay,
  };
}

/** The numbers of a filtered page: ranks and the survey are none of them. */
export function filteredPart(report: OracleReport): unknown {
  return {
    ...report,
    ...{ deciles: null, ranks: null, nps: undefined },
    rfm: { recency: [], frequency: [], money: [], cells: [] },
  };
}
