import { compareCustomers } from './ledger';
import { must } from './must';
import type { Buyer } from './purchases';
import { add, compare, divide, sum, toNumber, ZERO, type Ratio } from './ratio';

export interface Decile {
  decile: number;
  customers: number;
  revenue: number;
  /** share of all revenue; null without revenue */
  share: number | null;
  cumulativeShare: number | null;
  lastRevenue: number;
  lastCustomerId: string;
}

export interface Group {
  customers: number;
  revenue: number;
}

/** Customers by decile of revenue to date, 1 first; null under 10 customers. */
export function membersByDecile(buyers: readonly Buyer[]): Buyer[][] | null {
  if (buyers.length < 10) return null;
  const sorted = buyers.toSorted(
    (a, b) => compare(b.revenue, a.revenue) || compareCustomers(a.id, b.id),
  );
  const deciles: Buyer[][] = Array.from({ length: 10 }, () => []);
  sorted.forEach((buyer, index) => {
    const position = index + 1;
    must(deciles[Math.ceil((10 * position) / sorted.length) - 1]).push(buyer);
  });
  return deciles;
}

function share(part: Ratio, whole: Ratio): number | null {
  return compare(whole, ZERO) > 0 ? toNumber(divide(part, whole)) : null;
}

export function groupOf(buyers: readonly Buyer[]): Group {
  return {
    customers: buyers.length,
    revenue: toNumber(sum(buyers.map((buyer) => buyer.revenue))),
  };
}

/** Metrics.md section 7, deciles. */
export function decilesOf(buyers: readonly Buyer[]): Decile[] | null {
  const deciles = membersByDecile(buyers);
  if (deciles === null) return null;
  const total = sum(buyers.map((buyer) => buyer.revenue));
  let reached = ZERO;
  return deciles.map((members, index) => {
    const revenue = sum(members.map((buyer) => buyer.revenue));
    reached = add(reached, revenue);
    const last = must(members.at(-1));
    return {
      decile: index + 1,
      ...groupOf(members),
      share: share(revenue, total),
      cumulativeShare: share(reached, total),
      lastRevenue: toNumber(last.revenue),
      lastCustomerId: last.id,
    };
  });
}

/** S = decile 1, A = 2-3, B = 4-6, C = 7-10. */
export function ranksOf(buyers: readonly Buyer[]): Record<'S' | 'A' | 'B' | 'C', Group> | null {
  const deciles = membersByDecile(buyers);
  if (deciles === null) return null;
  return {
    S: groupOf(deciles.slice(0, 1).flat()),
    A: groupOf(deciles.slice(1, 3).flat()),
    B: groupOf(deciles.slice(3, 6).flat()),
    C: groupOf(deciles.slice(6).flat()),
  };
}
