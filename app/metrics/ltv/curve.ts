import { z } from 'zod';
import { interval } from '../curves/interval';
import { areaUnder } from '../curves/kaplan-meier';
import { STEPS_OF_DURATION, tenureStep } from '../formulas/tenure-steps';
import { kinds } from '../kinds';
import { slice } from '../step';
import { survival } from '../stay/survival.sql';
import { CURVE_DAYS } from './curve-days';
import { duration } from './duration';
import { tenure } from './tenure.sql';
import { variances } from './variance.sql';

const atTenure = {
  days: kinds.days,
  /** M(t) */
  orders: kinds.mean.nullable(),
  /** R(t) */
  revenue: kinds.money.nullable(),
};

/** Orders and revenue per customer by tenure (README.md section 2). */
export const curve = slice({
  name: 'curve',
  on: 'none',
  needs: { duration, survival, tenure, variances },
  part: 'ltv',
  numbers: {
    /** at CURVE_DAYS */
    curve: z.array(
      z.object({ ...atTenure, interval: z.tuple([kinds.money, kinds.money]).nullable() }),
    ),
    /** the longest of the curve's tenures that is known; null when none is */
    longestKnownDays: kinds.days.nullable(),
    /** 1 day, then steps of a twentieth of T up to 2 T, for the chart and the what-if */
    byTenure: z.array(z.object({ ...atTenure, activeYears: kinds.years.nullable() })),
  },
  run: (_, { duration: { durationDays }, survival, tenure, variances }) => {
    const point = (days: number) => {
      const within = tenure.all.within(days);
      return { days, orders: within?.orders ?? null, revenue: within?.revenue ?? null };
    };
    const points = CURVE_DAYS.map((days) => {
      const { orders, revenue } = point(days);
      return { days, orders, revenue, interval: interval(revenue, variances.all.get(days)) };
    });
    return {
      curve: points,
      longestKnownDays: points.findLast(({ revenue }) => revenue !== null)?.days ?? null,
      byTenure: tenureSteps(durationDays).map((days) => ({
        ...point(days),
        activeYears: tenure.quarters.length === 0 ? null : areaUnder(survival, days) / 365,
      })),
    };
  },
});

/**
 * The first day, on which every customer bought, then twentieths of T up to 2 T: T itself and the
 * what-if's 1.1 T, 1.2 T, … are among them.
 */
function tenureSteps(days: number): number[] {
  const twice = Array.from({ length: 2 * STEPS_OF_DURATION }, (_, at) => at + 1);
  return [1, ...twice.map((steps) => tenureStep(days, steps))];
}
