const MONTHS = 12;

/** Advertising spend of a month and channel. */
export interface SpentCell {
  /** YYYY-MM */
  month: string;
  channel: string;
  amount: number;
}

/** What an acquisition cost is made of. */
export interface Acquired {
  spend: number;
  newcomers: number;
}

/**
 * What some advertising spend brought (README.md section 2), over the last 12 complete months that have spend. Null
 * without spend.
 * @param facts D, and the customers who first bought in each month
 */
export function acquiredBy(
  spend: Iterable<SpentCell>,
  { asOf, newcomers }: { asOf: string; newcomers: Readonly<Record<string, number>> },
): Acquired | null {
  const byMonth = new Map<string, number>();
  for (const { month, amount } of spend)
    if (month < asOf.slice(0, 7)) byMonth.set(month, (byMonth.get(month) ?? 0) + amount);
  const last = [...byMonth]
    .filter(([, sum]) => sum > 0)
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .slice(0, MONTHS);
  if (last.length === 0) return null;
  return {
    spend: last.reduce((all, [, sum]) => all + sum, 0),
    newcomers: last.reduce((all, [month]) => all + (newcomers[month] ?? 0), 0),
  };
}

/** Spend ÷ newcomers. Null without either. */
export const costOf = (acquired: Acquired | null): number | null =>
  acquired === null || acquired.newcomers === 0 ? null : acquired.spend / acquired.newcomers;
