import { z } from 'zod';
import { quarterIndex, quarterName } from '../calendar';
import { elementsOf } from '../formulas/elements-of';
import { kinds } from '../kinds';
import { slice } from '../step';
import { duration } from './duration';
import { tenure } from './tenure.sql';

/** Compares quarters over T, a year at most: at a long T no quarter would be known. */
const LONGEST_COMPARED = 365;
/** The last two years' quarters and the current one. */
const QUARTERS_COMPARED = 8;

export const quarters = slice({
  name: 'quarters',
  on: 'none',
  needs: { duration, tenure },
  part: 'ltv',
  numbers: {
    /** first-purchase quarters of the last two years whose R(min(T, 365)) is known (README.md section 2) */
    quarters: z.array(
      z.object({
        quarter: z.string(),
        customers: kinds.customers,
        averageOrderValue: kinds.money.nullable(),
        annualPurchaseFrequency: kinds.mean.nullable(),
        revenue: kinds.money.nullable(),
      }),
    ),
  },
  run: ({ scope }, { duration: { durationDays }, tenure: { quarters } }) => {
    const compared = Math.min(durationDays, LONGEST_COMPARED);
    const since = quarterIndex(scope.asOf) - QUARTERS_COMPARED;
    return {
      quarters: quarters
        .filter(({ quarter }) => quarter >= since)
        .flatMap(({ quarter, customers, cumulative }) => {
          const own = cumulative.within(compared);
          const parts = elementsOf(own, compared / 365);
          if (own === null || parts === null) return [];
          return [
            {
              quarter: quarterName(quarter).replace('-', ''),
              customers,
              averageOrderValue: parts.averageOrderValue,
              annualPurchaseFrequency: parts.ordersPerYear,
              revenue: own.revenue,
            },
          ];
        }),
    };
  },
});
