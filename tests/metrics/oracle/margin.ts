import type { OrderFact } from './ledger';
import { compare, divide, ratio, subtract, sum, toNumber, ZERO } from './ratio';

/** Gross margin rate over the kept lines with a known or assumed cost: app/metrics/README.md section 1. */
export function marginOf(counted: readonly OrderFact[]): {
  rate: number | null;
  coverage: number | null;
} {
  const goods = counted.flatMap((order) => order.goods);
  const costed = goods.filter((line) => line.cost !== null);
  const revenue = sum(costed.map((line) => line.revenue));
  const all = sum(goods.map((line) => line.revenue));
  if (compare(all, ZERO) <= 0) return { rate: null, coverage: null };
  const coverage = divide(revenue, all);
  const known = compare(coverage, ratio(1, 2)) >= 0;
  const cost = sum(costed.map((line) => line.cost ?? ZERO));
  return {
    rate: known ? toNumber(divide(subtract(revenue, cost), revenue)) : null,
    coverage: toNumber(coverage),
  };
}
