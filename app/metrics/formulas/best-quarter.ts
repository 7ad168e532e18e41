import { elementsOf } from './elements-of';
import { LEVERS, type Changes, type Lever } from './what-if';

interface QuarterElements {
  quarter: string;
  averageOrderValue: number | null;
  annualPurchaseFrequency: number | null;
}

/** The shop's own best quarter of first purchases, for one element. */
export interface BestQuarter {
  quarter: string;
  /** of that quarter's newcomers */
  value: number;
  /** of all newcomers, over the same days */
  all: number;
  /** how far the quarter is above all: what reaching it again would move */
  change: number;
}

const OF_QUARTERS = {
  frequency: 'annualPurchaseFrequency',
  averageOrderValue: 'averageOrderValue',
} as const;

/**
 * The best quarters of the last two years, each against all customers over the same days: over its first year a quarter
 * buys more often than over a longer duration. A quarter's newcomers have no duration and no margin of their own.
 * @param quarters as `ltv.quarters`
 * @param all orders and revenue of all newcomers within the days that quarters are compared over
 */
export function bestQuarters(
  quarters: readonly QuarterElements[],
  all: { days: number; orders: number | null; revenue: number | null } | undefined,
): Pick<Partial<Record<Lever, BestQuarter>>, 'frequency' | 'averageOrderValue'> {
  if (all === undefined || all.orders === null || all.revenue === null) return {};
  const { orders, revenue, days } = all;
  const whole = elementsOf({ orders, revenue }, days / 365);
  if (whole === null) return {};
  const base = { frequency: whole.ordersPerYear, averageOrderValue: whole.averageOrderValue };
  const best = (lever: keyof typeof OF_QUARTERS): BestQuarter | undefined => {
    const known = quarters.flatMap((one) => {
      const value = one[OF_QUARTERS[lever]];
      return value === null ? [] : [{ quarter: one.quarter, value }];
    });
    const [first, ...others] = known;
    if (first === undefined || base[lever] === 0) return undefined;
    const top = others.reduce((a, b) => (b.value > a.value ? b : a), first);
    return { ...top, all: base[lever], change: top.value / base[lever] - 1 };
  };
  return { frequency: best('frequency'), averageOrderValue: best('averageOrderValue') };
}

/** The quarter of the lowest acquisition cost, against the cost now; undefined where either is not known. */
export function cheapestQuarter(
  quarters: readonly { quarter: string; cost: number }[],
  now: number | null,
): BestQuarter | undefined {
  const [first, ...others] = quarters;
  if (first === undefined || !now) return undefined;
  const { quarter, cost } = others.reduce((a, b) => (b.cost < a.cost ? b : a), first);
  return { quarter, value: cost, all: now, change: cost / now - 1 };
}

/** The levers soonest to change first, within both groups those that the best quarter adds most to. */
export function leversByGain(gains: Changes): Lever[] {
  const size = (lever: Lever) => Math.max(0, gains[lever] ?? 0);
  const sorted = (some: readonly Lever[]) =>
    // a stable sort: levers without a quarter stay in the articles' order
    [...some].sort((a, b) => size(b) - size(a));
  return [...sorted(LEVERS.slice(0, 2)), ...sorted(LEVERS.slice(2))];
}
