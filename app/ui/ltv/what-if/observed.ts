import type { Observed } from '../../../metrics/formulas/what-if';
import type { LtvView } from '../view';

const YEAR = 365;

/** What the LTV page knows of the elements. */
export function observedOf({ ltv, margin, counted }: LtvView): Observed {
  return {
    durationDays: ltv.durationDays,
    activeYears: ltv.activeYears,
    byTenure: ltv.byTenure,
    yearRevenue: ltv.curve.find(({ days }) => days === YEAR)?.revenue ?? null,
    grossMargin: margin.rate,
    orderCost: ltv.orderCost,
    counted,
    acquisitionCost: ltv.acquisitionCost,
    retentionCostPerYear: ltv.retentionCostPerYear,
  };
}

/** Orders and revenue of all customers within the days that quarters are compared over: T, a year at most. */
export function comparedWithin({ ltv }: LtvView) {
  const days = Math.min(ltv.durationDays, YEAR);
  return [...ltv.curve, ...ltv.byTenure].find((point) => point.days === days);
}
