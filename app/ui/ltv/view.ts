import type { Snapshot } from '../../metrics/snapshot';

/** What the LTV page shows. */
export interface LtvView {
  asOf: string;
  incompleteMonth: string | null;
  currency: string;
  timezone: string;
  customers: number;
  daysOfOrders: number;
  lapseDays: number;
  margin: Snapshot['margin'];
  ltv: Omit<Snapshot['ltv'], 'staying'>;
  /** share still staying, at most a hundred points of it */
  staying: { days: number; share: number }[];
  cohorts: { month: string; customers: number; revenue: number[] }[];
  /** by quarter of the first purchase, oldest first */
  newcomers: ({ quarter: string } & Snapshot['newcomers'][string])[];
  newcomersChange: Snapshot['newcomersChange'];
  yearly: Snapshot['yearly'];
  /** share of the year's buyers who are repeaters */
  repeaters: number | null;
  history: Snapshot['history'];
  /** the first day of a newcomer that counts */
  cameSince: string | null;
}

export function ltvView(snapshot: Snapshot): LtvView {
  const { asOf, incompleteMonth, currency, timezone, customers, daysOfOrders } = snapshot;
  const { lapseDays, margin } = snapshot;
  const { staying, ...ltv } = snapshot.ltv;
  return {
    asOf,
    incompleteMonth,
    currency,
    timezone,
    customers,
    daysOfOrders,
    lapseDays,
    margin,
    ltv,
    staying: thinned(staying),
    cohorts: Object.entries(snapshot.cohorts)
      .map(([month, cohort]) => ({
        month,
        customers: cohort.customers,
        revenue: cohort.revenue,
      }))
      .sort((a, b) => a.month.localeCompare(b.month)),
    newcomers: Object.entries(snapshot.newcomers)
      .map(([quarter, numbers]) => ({ quarter, ...numbers }))
      .sort((a, b) => a.quarter.localeCompare(b.quarter)),
    newcomersChange: snapshot.newcomersChange,
    yearly: snapshot.yearly,
    repeaters: snapshot.repeat.repeatRate365,
    history: snapshot.history,
    cameSince: snapshot.history.newcomersFrom ?? snapshot.firstOrderDay,
  };
}

const MOST_POINTS = 100;

/** A curve of at most a hundred points, first and last kept: more cannot be seen. */
function thinned<T>(points: T[]): T[] {
  const step = Math.max(1, Math.ceil(points.length / MOST_POINTS));
  return points.filter((_, index) => index % step === 0 || index === points.length - 1);
}
