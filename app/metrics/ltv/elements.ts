import { z } from 'zod';
import { interval } from '../curves/interval';
import { elementsOf } from '../formulas/elements-of';
import { kinds } from '../kinds';
import { slice } from '../step';
import { duration } from './duration';
import { tenure } from './tenure.sql';
import { variances } from './variance.sql';

/**
 * The observed elements over T (README.md section 2): average order value x orders per year x years is exactly
 * R(T). Where R(T) is null, all but the years are.
 */
export const elements = slice({
  name: 'elements',
  on: 'none',
  needs: { duration, tenure, variances },
  part: 'ltv',
  numbers: {
    averageOrderValue: kinds.money.nullable(),
    annualPurchaseFrequency: kinds.mean.nullable(),
    purchaseDurationYears: kinds.years,
    /** R(T), and its 95 % interval */
    revenue: kinds.money.nullable(),
    interval: z.tuple([kinds.money, kinds.money]).nullable(),
  },
  run: (_, { duration: { durationDays }, tenure, variances }) => {
    const years = durationDays / 365;
    const within = tenure.all.within(durationDays);
    const known = elementsOf(within, years);
    return {
      averageOrderValue: known?.averageOrderValue ?? null,
      annualPurchaseFrequency: known?.ordersPerYear ?? null,
      purchaseDurationYears: years,
      revenue: within?.revenue ?? null,
      interval: interval(within?.revenue, variances.all.get(durationDays)),
    };
  },
});
