import type { Tx } from '../../store/db.server';
import { quarterIndex, quarterName } from '../calendar';
import { areaUnder } from '../curves/kaplan-meier';
import { ratio } from '../number';
import type { Scope } from '../scope';
import { CURVE_DAYS, type Snapshot } from '../snapshot';
import { acquisitionCost, retentionCostPerYear, type Margin } from './costs.sql';
import { duration } from './duration';
import { health } from './health.sql';
import { interval } from './interval';
import type { LapseWindow } from './lapse.sql';
import { staying } from './staying.sql';
import type { Tenure } from './tenure.sql';
import { lifetimeValue } from './value';
import { revenueVariance, type Group } from './variance.sql';

/** Quarters of first purchases are compared over T, a year at most: else a shop with long stays has none. */
const LONGEST_COMPARED = 365;
/** Those of the last two years, and the quarter that runs. */
const QUARTERS_COMPARED = 8;

interface Totals {
  customers: number;
  orders: number;
  revenue: number;
  notLapsed: number;
}

/**
 * Everything of metrics.md section 2 as of D. Elements are null where R(T) is.
 * @param layers groups of newcomers whose variance the reading of the purchases carries along
 */
export async function ltv(
  tx: Tx,
  scope: Scope,
  totals: Totals,
  window: LapseWindow,
  margin: Margin,
  { all, quarters }: Tenure,
  layers: readonly (readonly Group[])[],
): Promise<{ ltv: Snapshot['ltv']; groups: Map<Group, number> }> {
  const survival = await staying(tx, scope, window.days);
  const { days, basis } = duration({
    setting: scope.settings.durationDays,
    measurable: window.measurable,
    staying: survival,
    cumulative: all,
  });
  const tenures = [...CURVE_DAYS, days];
  const variances = await revenueVariance(tx, scope, all, tenures, layers);
  const point = (tenureDays: number) => {
    const within = all.within(tenureDays);
    return {
      days: tenureDays,
      orders: within?.orders ?? null,
      revenue: within?.revenue ?? null,
      interval: interval(within?.revenue, variances.all.get(tenureDays)),
    };
  };
  const curve = CURVE_DAYS.map(point);
  const atDuration = point(days);
  const years = days / 365;
  const activeYears = quarters.length === 0 ? null : areaUnder(survival, days) / 365;
  const acquisition = await acquisitionCost(tx, scope);
  const retention = retentionCostPerYear(scope.settings.retention, totals.notLapsed);
  const elements = elementsOf(atDuration, years);
  const value =
    elements === null || activeYears === null
      ? null
      : lifetimeValue({
          ...elements,
          years,
          activeYears,
          marginRate: margin.rate,
          acquisitionCost: acquisition,
          retentionCostPerYear: retention,
        });
  const compared = Math.min(days, LONGEST_COMPARED);
  const since = quarterIndex(scope.asOf) - QUARTERS_COMPARED;
  const numbers = {
    toDate: ratio(totals.revenue, totals.customers),
    averageOrderValueToDate: ratio(totals.revenue, totals.orders),
    durationDays: days,
    basis,
    medianStayDays: survival.firstAtOrBelow(0.5),
    activeYears,
    averageOrderValue: elements?.averageOrderValue ?? null,
    annualPurchaseFrequency: elements?.ordersPerYear ?? null,
    purchaseDurationYears: years,
    revenue: atDuration.revenue,
    interval: atDuration.interval,
    curve,
    longestKnownDays: curve.findLast(({ revenue }) => revenue !== null)?.days ?? null,
    byTenure: tenureSteps(days).map((at) => {
      const within = all.within(at);
      return { days: at, orders: within?.orders ?? null, revenue: within?.revenue ?? null };
    }),
    staying: thinned(survival.steps, days * 2),
    acquisitionCost: acquisition,
    retentionCostPerYear: retention,
    value: value?.value ?? null,
    valueBasis: value?.basis ?? (margin.rate === null ? 'revenue' : 'profit'),
    health: await health(tx, scope),
    quarters: quarters
      .filter(({ quarter }) => quarter >= since)
      .flatMap(({ quarter, customers, cumulative }) => {
        const own = cumulative.within(compared);
        const parts = own && elementsOf(own, compared / 365);
        return own && parts
          ? [
              {
                quarter: quarterName(quarter).replace('-', ''),
                customers,
                averageOrderValue: parts.averageOrderValue,
                annualPurchaseFrequency: parts.ordersPerYear,
                revenue: own.revenue,
              },
            ]
          : [];
      }),
  };
  return { ltv: numbers, groups: variances.groups };
}

function elementsOf(
  within: { orders: number | null; revenue: number | null },
  years: number,
): { averageOrderValue: number; ordersPerYear: number } | null {
  if (within.orders === null || within.revenue === null || within.orders === 0) return null;
  return {
    averageOrderValue: within.revenue / within.orders,
    ordersPerYear: within.orders / years,
  };
}

/**
 * The first day, on which everybody bought, then twentieths of T up to 2 T: T itself and the
 * what-if's 1.1 T, 1.2 T, … are among them.
 */
function tenureSteps(days: number): number[] {
  return [1, ...Array.from({ length: 40 }, (_, at) => Math.round(((at + 1) * days) / 20))];
}

/** The staying curve in at most 100 points, for the chart: the last of each stretch is exact. */
function thinned(
  steps: readonly { day: number; survival: number }[],
  until: number,
): { days: number; share: number }[] {
  const within = steps.filter(({ day }) => day <= until);
  const every = Math.max(1, Math.ceil(within.length / 100));
  const kept = within.filter((_, at) => at % every === every - 1 || at === within.length - 1);
  return [
    { days: 0, share: 1 },
    ...kept.map(({ day, survival }) => ({ days: day, share: survival })),
  ];
}
