import { dayText } from './calendar';
import type { Buyer } from './purchases';
import { secondPurchases } from './second-purchases';
import { eventShare } from './survival';
import { perCustomerWithin, type PerCustomer } from './tenure';
import type { View } from './view';

export interface QuarterReport {
  customers: number;
  revenue: Record<'30' | '90' | '180', number | null>;
  interval90: [number, number] | null;
  f2: number | null;
}

export interface ChangeReport {
  quarter: string;
  revenue: number;
  before: number;
  z: number | null;
  zYear: number | null;
  changed: boolean;
}

/** `2025-Q1` of a day. */
export function quarterOf(day: number): string {
  const [year = '', month = ''] = dayText(day).split('-');
  return `${year}-Q${String(Math.ceil(Number(month) / 3))}`;
}

/** The quarter so many quarters earlier. */
export function earlier(quarter: string, by: number): string {
  const [year = 0, number = 0] = quarter.split('-Q').map(Number);
  const month = new Date(Date.UTC(year, (number - 1 - by) * 3, 1));
  return quarterOf(month.getTime() / 86_400_000);
}

const within = (view: View, some: Buyer[], days: number): PerCustomer | null =>
  perCustomerWithin({ asOf: view.asOf, buyers: some }, 365)(days);

/** The variance of R from its 95 % interval. */
const varianceOf = ({ interval: [low, high] }: PerCustomer): number =>
  ((high - low) / 2 / 1.96) ** 2;

/** Newcomers by quarter, oldest first. */
export function quartersOf(view: View): Map<string, Buyer[]> {
  const sorted = view.newcomers.toSorted((a, b) => a.firstDay - b.firstDay);
  return Map.groupBy(sorted, (buyer) => quarterOf(buyer.firstDay));
}

/** Newcomers of each calendar quarter by themselves: app/metrics/README.md section 2, "Recent newcomers". */
export function newcomersOf(view: View): Record<string, QuarterReport> {
  return Object.fromEntries(
    [...quartersOf(view)].map(([quarter, some]) => {
      const revenue = (days: number) => within(view, some, days)?.revenue ?? null;
      return [
        quarter,
        {
          customers: some.length,
          revenue: { '30': revenue(30), '90': revenue(90), '180': revenue(180) },
          interval90: within(view, some, 90)?.interval ?? null,
          f2: eventShare(secondPurchases(some, view.asOf), 90)?.share ?? null,
        },
      ];
    }),
  );
}

/** The distance of two groups' R(90) in standard errors; null if no customer differs from another. */
function standardErrors(one: PerCustomer, other: PerCustomer): number | null {
  const variance = varianceOf(one) + varianceOf(other);
  return variance === 0 ? null : (one.revenue - other.revenue) / Math.sqrt(variance);
}

/** The latest quarter with R(90) against the four before it, and against the one a year before. */
export function newcomersChangeOf(view: View): ChangeReport | null {
  const groups = quartersOf(view);
  const known = [...groups.keys()].filter(
    (quarter) => within(view, groups.get(quarter) ?? [], 90) !== null,
  );
  const latest = known.at(-1);
  if (latest === undefined) return null;
  const at = (...quarters: string[]) =>
    within(
      view,
      quarters.flatMap((quarter) => groups.get(quarter) ?? []),
      90,
    );
  const now = at(latest);
  const before = at(...[1, 2, 3, 4].map((by) => earlier(latest, by)));
  if (now === null || before === null) return null;
  const yearBefore = at(earlier(latest, 4));
  const z = standardErrors(now, before);
  const zYear = yearBefore && standardErrors(now, yearBefore);
  const differs = (value: number | null): boolean => value !== null && Math.abs(value) > 1.96;
  return {
    quarter: latest,
    revenue: now.revenue,
    before: before.revenue,
    z,
    zYear,
    changed: differs(z) && differs(zYear) && (z ?? 0) > 0 === (zYear ?? 0) > 0,
  };
}
