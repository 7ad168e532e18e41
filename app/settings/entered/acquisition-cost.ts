import { monthOf } from './cells';

const MONTHS = 12;

/**
 * Acquisition cost that some advertising spend gives, as the numbers count it (app/metrics/README.md section 2): over
 * the last 12 complete months that have spend. Null without spend or without newcomers.
 * @param spend amounts by cell
 * @param facts D, and the customers who first bought in each month
 */
export function acquisitionCostOf(
  spend: Iterable<readonly [key: string, amount: number]>,
  { asOf, newcomers }: { asOf: string; newcomers: Readonly<Record<string, number>> },
): number | null {
  const byMonth = new Map<string, number>();
  for (const [key, amount] of spend) {
    const month = monthOf(key);
    if (month < asOf.slice(0, 7)) byMonth.set(month, (byMonth.get(month) ?? 0) + amount);
  }
  const last = [...byMonth]
    .filter(([, sum]) => sum > 0)
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .slice(0, MONTHS);
  const customers = last.reduce((all, [month]) => all + (newcomers[month] ?? 0), 0);
  return last.length === 0 || customers === 0
    ? null
    : last.reduce((all, [, sum]) => all + sum, 0) / customers;
}
